/* SPDX-License-Identifier: Apache-2.0 */
/* Every block is a mapping of its own, with one page before it that holds its length, and is unmapped when it is freed. */
#include "toy.h"

static size_t *header(void *block) { return (size_t *)((char *)block - PAGE); }

void *malloc(size_t size)
{
  size_t bytes = (1 + pages_of(size)) * PAGE;
  char *range = map(bytes);
  *(size_t *)range = bytes;
  return range + PAGE;
}

void free(void *block)
{
  if (block) munmap(header(block), *header(block));
}

void *realloc(void *block, size_t size)
{
  char *moved = malloc(size);
  if (!block) return moved;
  size_t old = *header(block) - PAGE;
  memcpy(moved, block, old < size ? old : size);
  free(block);
  return moved;
}

void *calloc(size_t count, size_t each) { return malloc(count * each); }
