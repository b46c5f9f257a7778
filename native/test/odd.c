/* SPDX-License-Identifier: Apache-2.0 */
/* What the malloc of this process does with odd requests, in one line, by write(2) alone: stdio would allocate as well. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *volatile kept[64]; /* or the compiler leaves out blocks that nobody uses */

static const char *found(void *block) { return kept[63] = block, block ? "a block" : "NULL"; }

static const char *of_size_0(void)
{
  void *one = kept[0] = malloc(0), *other = kept[1] = malloc(0);
  return !one ? "NULL" : one == other ? "one block" : "distinct";
}

/* The alignment that 20 blocks of a size have in common, up to 4,096; others between them, so that it is not that of their distance. */
static unsigned alignment(size_t size)
{
  uintptr_t bits = 4096;
  for (int i = 0; i < 20; i++) {
    bits |= (uintptr_t)(kept[2 + i] = malloc(size));
    kept[22 + i] = malloc(40);
  }
  return (unsigned)(bits & -bits);
}

int main(void)
{
  char line[256];
  int length = snprintf(line, sizeof line,
                        "malloc(0) %s, realloc(p, 0) %s, malloc(2^40) %s, malloc(2^46) %s, 8 bytes at %u, 24 at %u, aligned_alloc(64, 100) %s\n",
                        of_size_0(), found(realloc(malloc(100), 0)), found(malloc((size_t)1 << 40)), found(malloc((size_t)1 << 46)),
                        alignment(8), alignment(24), found(aligned_alloc(64, 100)));
  return write(1, line, (size_t)length) == length ? 0 : 1;
}
