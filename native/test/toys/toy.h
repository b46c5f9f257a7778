/* SPDX-License-Identifier: Apache-2.0 */
/* What the toy libraries share: whole pages, cut one after the other from a range that is mapped once. */
#ifndef TOY_H
#define TOY_H

#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 4096u
#define RANGE ((size_t)1 << 30)

static inline size_t pages_of(size_t size) { return size ? (size + PAGE - 1) / PAGE : 1; }

static inline char *map(size_t bytes)
{
  return mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

#endif
