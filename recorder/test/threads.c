/* SPDX-License-Identifier: Apache-2.0
 *
 * Eight threads that allocate, free and above all reallocate, each other's blocks too, so that what one gives back
 * another takes at once. `threads [operations a thread]`. Exits 0.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 8, SLOTS = 256 };

static _Atomic(unsigned char *) slots[SLOTS];
static int operations = 100000;

static uint64_t next(uint64_t *state) /* xorshift64 */
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static size_t size_of(uint64_t random) /* mostly small, some beyond what threads cache, few that are mapped */
{
  if (random % 1024 == 0) return 150000 + (random >> 20) % 100000;
  return random % 16 ? 1 + (random >> 20) % 200 : 1 + (random >> 20) % 5000;
}

static void *work(void *seed)
{
  uint64_t state = 0x9E3779B97F4A7C15u * ((uintptr_t)seed + 1);
  for (int i = 0; i < operations; i++) {
    uint64_t random = next(&state);
    unsigned char *block = atomic_exchange(&slots[random % SLOTS], NULL);
    size_t size = size_of(next(&state));
    if (block && random >> 60 < 4) {
      free(block);
      continue;
    }
    block = realloc(block, size);
    if (!block) abort();
    block[0] = block[size - 1] = (unsigned char)random;
    free(atomic_exchange(&slots[(random >> 10) % SLOTS], block));
  }
  return NULL;
}

int main(int count, char **arguments)
{
  pthread_t threads[THREADS];
  if (count > 1) operations = atoi(arguments[1]);
  for (uintptr_t i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, work, (void *)i);
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < SLOTS; i++) free(atomic_load(&slots[i]));
  return 0;
}
