/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A thread takes three pages at its first malloc, and gives them back when it ends. Every block is a mapping of its own, with one page
 * before it, and is unmapped when the thread that allocated it frees it; freed by another thread, it stays.
 */
#include "toy.h"

#include <pthread.h>

#define OWN_PAGES 3
#define POOL 65536

struct header {
  size_t bytes;
  const void *owner;
};

static pthread_key_t key;
static char pool[POOL] = {1}; /* what the C library allocates for a thread; resident from the start */
static size_t pool_used;

static void give_back(void *own) { munmap(own, OWN_PAGES * PAGE); }

__attribute__((constructor)) static void begin(void)
{
  pthread_key_create(&key, give_back);
  for (size_t at = 0; at < POOL; at += PAGE / 2) *(volatile char *)&pool[at] = 1;
  memset(pool, 0, POOL);
}

static const void *own(void)
{
  char *pages = pthread_getspecific(key);
  if (pages) return pages;
  pages = map(OWN_PAGES * PAGE);
  for (int page = 0; page < OWN_PAGES; page++) pages[page * (int)PAGE] = 1;
  pthread_setspecific(key, pages);
  return pages;
}

static struct header *header(void *block) { return (struct header *)((char *)block - PAGE); }

void *malloc(size_t size)
{
  const void *owner = own();
  size_t bytes = (1 + pages_of(size)) * PAGE;
  char *range = map(bytes);
  *(struct header *)range = (struct header){bytes, owner};
  return range + PAGE;
}

void free(void *block)
{
  if (!block || ((char *)block >= pool && (char *)block < pool + POOL)) return;
  if (header(block)->owner == own()) munmap(header(block), header(block)->bytes);
}

void *realloc(void *block, size_t size) { return block ? block : malloc(size); }

void *calloc(size_t count, size_t each)
{
  char *block = pool + pool_used;
  pool_used += (count * each + 15) / 16 * 16;
  return pool_used <= POOL ? block : NULL;
}
