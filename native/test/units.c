/* SPDX-License-Identifier: Apache-2.0 */
/* The mappings and the live blocks, each held against a model that is one byte a place. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/live_blocks.h"
#include "../src/mappings.h"

#define PLACES 300
#define ROUNDS 200000

static uint64_t seed = 1;

static uint32_t below(uint32_t limit)
{
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((seed >> 33) % limit);
}

static void expect(int good, const char *what, int round)
{
  if (good) return;
  printf("FAILED: %s, round %d\n", what, round);
  exit(1);
}

static void mappings_are_those_of_the_model(void)
{
  static unsigned char model[PLACES + 1];
  struct mappings m;
  mappings_init(&m);
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t from = below(PLACES), to = from + below(1 + below(PLACES - from));
    enum access access = (enum access)below(3);
    memset(model + from, (int)access, to - from);
    mappings_set(&m, from, to, access);
    uint64_t sums[3] = {0};
    size_t ranges = 0;
    for (uint32_t at = 0; at < PLACES; at++) {
      sums[model[at]]++;
      ranges += model[at] != UNMAPPED && (!at || model[at] != model[at - 1]);
    }
    expect(m.writable_bytes == sums[WRITABLE] && m.reserved_bytes == sums[RESERVED], "sums of mappings", round);
    expect(m.count == ranges, "ranges that touch are one", round);
    uint32_t probe = below(PLACES);
    expect(mappings_at(&m, probe) == (enum access)model[probe], "access at an address", round);
  }
}

static void overlaps_are_those_of_the_model(void)
{
  static uint32_t owner[PLACES]; /* slot + 1; 0 where nothing lives */
  static uintptr_t from[64], to[64];
  struct live_blocks blocks;
  live_blocks_init(&blocks, 64);
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t slot = below(64);
    if (to[slot]) {
      live_blocks_remove(&blocks, slot);
      memset(owner + from[slot], 0, (to[slot] - from[slot]) * sizeof *owner);
      to[slot] = 0;
      continue;
    }
    uint32_t start = below(PLACES - 9), end = start + 1 + below(8);
    int is_free = 1;
    for (uint32_t at = start; at < end; at++) is_free &= !owner[at];
    uint32_t other = live_blocks_add(&blocks, slot, start, end);
    expect((other == NO_SLOT) == is_free, "an overlap is found, and only if there is one", round);
    if (!is_free) {
      expect(from[other] < end && start < to[other], "the block named is one that overlaps", round);
      continue;
    }
    from[slot] = start, to[slot] = end;
    for (uint32_t at = start; at < end; at++) owner[at] = slot + 1;
  }
}

int main(void)
{
  mappings_are_those_of_the_model();
  overlaps_are_those_of_the_model();
  printf("units: ok\n");
  return 0;
}
