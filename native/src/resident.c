/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "resident.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int64_t kib_after(const char *text, const char *name)
{
  const char *at = strstr(text, name);
  return at ? (int64_t)strtoll(at + strlen(name), NULL, 10) : -1;
}

int64_t resident_bytes(void)
{
  static char text[4096];
  int fd = open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return -1;
  text[length] = 0;
  int64_t anonymous = kib_after(text, "\nAnonymous:");
  int64_t swapped = kib_after(text, "\nSwap:");
  return anonymous < 0 ? -1 : 1024 * (anonymous + (swapped > 0 ? swapped : 0));
}

uint64_t resident_faults(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (uint64_t)usage.ru_minflt + (uint64_t)usage.ru_majflt;
}
