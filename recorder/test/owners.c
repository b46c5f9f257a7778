/* SPDX-License-Identifier: Apache-2.0
 * Threads that allocate, resize and free each other's blocks, and write down who did what: `owners THREADS OPERATIONS LOG`,
 * the first thread being main's own. Each request has a size that no other has, so that an op of a recording is known by
 * it. Lines of the log: `THREAD N SIZE ALIGNMENT`, `THREAD R OLD NEW`, `THREAD F SIZE`, each thread's in their order; an
 * alignment of 1 stands for none. The log costs no allocation. Exits 0.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { SLOTS = 256, LEAST = 8192, MOST_THREADS = 64 }; /* what else a program allocates is smaller, or rarely of such a size */

struct event {
  char op;
  unsigned first, second;
};

static int threads, operations;
static struct event *events[MOST_THREADS];
static int counts[MOST_THREADS];
static void **blocks;                /* by size - LEAST */
static atomic_uint next_size = LEAST + 1;
static atomic_uint slots[SLOTS];     /* sizes; 0: none */
static pthread_barrier_t barrier;

static void *pages(size_t bytes)
{
  void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) abort();
  return p;
}

static uint64_t next(uint64_t *state) /* xorshift64 */
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void note(int thread, char op, unsigned first, unsigned second)
{
  events[thread][counts[thread]++] = (struct event){op, first, second};
}

static void *aligned(unsigned size, unsigned alignment, unsigned how)
{
  void *block = NULL;
  switch (how) {
    case 0: return posix_memalign(&block, alignment, size) ? NULL : block;
    case 1: return memalign(alignment, size);
    default: return aligned_alloc(alignment, size);
  }
}

static unsigned place(int thread, uint64_t random)
{
  unsigned size = atomic_fetch_add(&next_size, 1), alignment = 1;
  void *block;
  if (random % 8 == 0) {
    alignment = 16u << (random >> 8) % 9; /* 16 to 4,096 */
    block = aligned(size, alignment, (random >> 16) % 3);
  } else {
    block = random % 8 == 1 ? calloc(1, size) : malloc(size);
  }
  if (!block) abort();
  blocks[size - LEAST] = block;
  note(thread, 'N', size, alignment);
  return size;
}

static unsigned resize(int thread, unsigned old)
{
  unsigned size = atomic_fetch_add(&next_size, 1);
  void *block = realloc(blocks[old - LEAST], size);
  if (!block) abort();
  blocks[size - LEAST] = block;
  note(thread, 'R', old, size);
  return size;
}

static void release(int thread, unsigned size)
{
  if (!size) return;
  free(blocks[size - LEAST]);
  note(thread, 'F', size, 0);
}

static void *work(void *number)
{
  int thread = (int)(intptr_t)number;
  uint64_t state = 0x9E3779B97F4A7C15u * ((uint64_t)thread + 1);
  pthread_barrier_wait(&barrier);
  for (int i = 0; i < operations; i++) {
    uint64_t random = next(&state);
    unsigned taken = atomic_exchange(&slots[random % SLOTS], 0);
    unsigned size = taken && random >> 62 ? resize(thread, taken) : (release(thread, taken), place(thread, next(&state)));
    release(thread, atomic_exchange(&slots[(random >> 10) % SLOTS], size));
  }
  return NULL;
}

int main(int count, char **arguments)
{
  if (count != 4 || (threads = atoi(arguments[1])) < 1 || threads > MOST_THREADS) return 2;
  operations = atoi(arguments[2]);
  size_t requests = (size_t)threads * operations + 1;
  blocks = pages(requests * sizeof *blocks);
  for (int i = 0; i < threads; i++) events[i] = pages((2 * (size_t)operations + SLOTS) * sizeof **events);
  pthread_t others[MOST_THREADS];
  pthread_barrier_init(&barrier, NULL, (unsigned)threads);
  for (intptr_t i = 1; i < threads; i++) pthread_create(&others[i], NULL, work, (void *)i);
  work(0);
  for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
  for (int i = 0; i < SLOTS; i++) release(0, atomic_load(&slots[i]));
  FILE *log = fopen(arguments[3], "w");
  if (!log) return 3;
  for (int i = 0; i < threads; i++)
    for (struct event *e = events[i]; e < events[i] + counts[i]; e++) fprintf(log, "%d %c %u %u\n", i, e->op, e->first, e->second);
  return fclose(log) ? 3 : 0;
}
