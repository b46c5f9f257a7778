/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "arrays.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define NO_MEMORY 70

void *array_of(size_t count, size_t each)
{
  size_t bytes;
  void *array = __builtin_mul_overflow(count, each, &bytes)
                    ? MAP_FAILED
                    : mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (array == MAP_FAILED) {
    static const char text[] = "no memory for the replayer's own arrays\n";
    (void)!write(2, text, sizeof text - 1);
    _exit(NO_MEMORY);
  }
  return array;
}

void array_release(void *array, size_t count, size_t each) { munmap(array, count * each); }
