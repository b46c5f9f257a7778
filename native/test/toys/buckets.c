/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A free list for each power of two, from 32 bytes on, the last freed first. With TOY_EVERY=N in the environment each N-th malloc pauses:
 * .ci/calibrate slows it down so, and wants the times to show it.
 */
#include "toy.h"

#include <stdlib.h>

#define BUCKETS 48
#define HEADER 16
#define PAUSE_STEPS 300

struct block {
  size_t bucket;
  struct block *next; /* of the free list; where the contents are while it lives */
};

static struct block *freed[BUCKETS];
static char *next;
static unsigned long every, calls;

static void begin(void)
{
  const char *text = getenv("TOY_EVERY");
  every = text ? strtoul(text, NULL, 10) : 0;
  next = map(RANGE);
}

static void pause_sometimes(void)
{
  if (!every || ++calls % every) return;
  for (volatile int step = 0; step < PAUSE_STEPS; step++) continue;
}

static size_t bucket_of(size_t size)
{
  size_t bucket = 5;
  while (((size_t)1 << bucket) < size + HEADER) bucket++;
  return bucket;
}

void *malloc(size_t size)
{
  if (!next) begin();
  pause_sometimes();
  if (size > RANGE / 2) return NULL;
  size_t bucket = bucket_of(size);
  struct block *block = freed[bucket];
  if (block) {
    freed[bucket] = block->next;
  } else {
    block = (struct block *)next;
    next += (size_t)1 << bucket;
  }
  block->bucket = bucket;
  return (char *)block + HEADER;
}

void free(void *pointer)
{
  if (!pointer) return;
  struct block *block = (struct block *)((char *)pointer - HEADER);
  block->next = freed[block->bucket];
  freed[block->bucket] = block;
}

void *realloc(void *pointer, size_t size)
{
  if (!pointer) return malloc(size);
  size_t room = ((size_t)1 << ((struct block *)((char *)pointer - HEADER))->bucket) - HEADER;
  if (size <= room) return pointer;
  void *moved = malloc(size);
  if (!moved) return NULL;
  memcpy(moved, pointer, room);
  free(pointer);
  return moved;
}

void *calloc(size_t count, size_t each)
{
  void *block = malloc(count * each);
  return block ? memset(block, 0, count * each) : NULL;
}
