/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "mapped_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

uint64_t mapped_file_checksum(const unsigned char *bytes, size_t count)
{
  uint64_t sum = 0xCBF29CE484222325u;
  for (size_t i = 0; i < count; i++) sum = (sum ^ bytes[i]) * 0x100000001B3u;
  return sum;
}

int mapped_file_open(const char *file, const unsigned char **bytes, uint64_t *count)
{
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  struct stat about;
  if (fd < 0 || fstat(fd, &about)) return 0;
  *count = (uint64_t)about.st_size;
  if (*count) *bytes = mmap(NULL, *count, PROT_READ, MAP_PRIVATE, fd, 0);
  int saved = errno;
  close(fd);
  errno = saved;
  return *bytes != MAP_FAILED;
}
