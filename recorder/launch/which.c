/* SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded by `rmalloc predict` behind a malloc library: says in which file the malloc of each program lies that a process
 * turns into, a line each with the process' number, in the file that RMALLOC_WHICH names and that is there already. The dynamic linker only warns of
 * a library that it cannot load, and a program may define a malloc of its own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void say(void)
{
  char line[4096];
  Dl_info where;
  const char *name = getenv("RMALLOC_WHICH");
  void *found = dlsym(RTLD_DEFAULT, "malloc");
  if (!name || !found || !dladdr(found, &where)) return;
  int length = snprintf(line, sizeof line, "%d %s\n", (int)getpid(), where.dli_fname);
  int file = open(name, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) return;
  if (length > 0 && (size_t)length < sizeof line && write(file, line, (size_t)length) != length) length = 0;
  close(file);
}
