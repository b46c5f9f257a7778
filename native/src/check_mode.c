/* SPDX-License-Identifier: Apache-2.0 */
/* Every block is aligned, overlaps no other live one, and keeps what was written to it. */
#include <stdint.h>
#include <stdio.h>

#include "arrays.h"
#include "child.h"
#include "live_blocks.h"
#include "loop.h"
#include "report.h"
#include "turns.h"

#define MOST_ALIGNMENT 16
#define TRAIL_START 0x9E3779B97F4A7C15u
#define TRAIL_ODD 0xD1342543DE82EF95u

struct block {
  uint64_t size;
  uint64_t seed; /* of its canaries */
};

static struct live_blocks live;
static struct block *blocks; /* by slot */
static char wrong[256];

#define WRONG(...) return snprintf(wrong, sizeof wrong, __VA_ARGS__), 0

/* What C asks of malloc: fit for any object of at most that size (C17 7.22.3, as N2293 reads it). */
static uintptr_t alignment_of(uint64_t size)
{
  uintptr_t alignment = 1;
  while (alignment < MOST_ALIGNMENT && 2 * alignment <= size) alignment *= 2;
  return alignment;
}

static unsigned char canary(uint64_t seed, uint64_t at) { return (unsigned char)((seed + at * 0x9E3779B1u) >> 8); }

static void write_canaries(unsigned char *block, uint64_t seed, uint64_t from, uint64_t to)
{
  for (uint64_t at = from; at < to; at++) block[at] = canary(seed, at);
}

static int check_canaries(uint32_t slot, const unsigned char *block, uint64_t size)
{
  for (uint64_t at = 0; at < size; at++)
    if (block[at] != canary(blocks[slot].seed, at))
      WRONG("byte %llu of the block of %llu bytes in slot %u is not what was written there", (unsigned long long)at,
            (unsigned long long)blocks[slot].size, slot);
  return 1;
}

/* `alignment` is what the block must have. */
static int place(const struct replay *r, uint32_t slot, uint64_t size, uintptr_t alignment)
{
  unsigned char *block = r->cells[slot];
  uintptr_t from = (uintptr_t)block;
  if (!block) return 1; /* of 0 bytes */
  if (from % alignment)
    WRONG("a block of %llu bytes is misaligned: at %p, expected a multiple of %zu", (unsigned long long)size, r->cells[slot],
          (size_t)alignment);
  uint32_t other = live_blocks_add(&live, slot, from, from + (size ? size : 1));
  if (other != NO_SLOT)
    WRONG("a block of %llu bytes at %p overlaps the live one of %llu bytes at %p", (unsigned long long)size, r->cells[slot],
          (unsigned long long)blocks[other].size, r->cells[other]);
  if (r->calls.usable && r->calls.usable(block) < size)
    WRONG("a block of %llu bytes has only %zu usable ones", (unsigned long long)size, r->calls.usable(block));
  return 1;
}

static int allocated(const struct replay *r, uint32_t slot, uint64_t size, uint64_t seed, uintptr_t asked)
{
  uintptr_t alignment = alignment_of(size);
  blocks[slot] = (struct block){size, seed};
  if (!place(r, slot, size, asked > alignment ? asked : alignment)) return 0;
  write_canaries(r->cells[slot], seed, 0, size);
  return 1;
}

/* C keeps the contents of a block that is resized, and not the alignment that it was asked for with. */
static int resized(const struct replay *r, uint32_t slot, uint64_t size)
{
  uint64_t kept = blocks[slot].size < size ? blocks[slot].size : size;
  if (!place(r, slot, size, alignment_of(size)) || !check_canaries(slot, r->cells[slot], kept)) return 0;
  write_canaries(r->cells[slot], blocks[slot].seed, kept, size);
  blocks[slot].size = size;
  return 1;
}

static int before_free(const struct replay *r, uint32_t slot)
{
  return check_canaries(slot, r->cells[slot], blocks[slot].size);
}

/* -1 when the library refused the op, 0 when something is wrong, 1 else. */
static int check_op(const struct replay *r, size_t op)
{
  uint32_t slot = r->w->slots[op];
  uint64_t size = r->w->sizes[op];
  uint8_t kind = r->w->kinds[op];
  if ((kind == FREE || kind == RESIZE) && r->cells[slot]) {
    if (!before_free(r, slot)) return 0;
    live_blocks_remove(&live, slot);
  }
  if (!loop_step(&r->calls, r->w, r->cells, op)) return -1;
  uintptr_t asked = (uintptr_t)1 << (r->w->alignments ? r->w->alignments[op] : 0);
  if (kind == NEW) return allocated(r, slot, size, op * TRAIL_ODD, asked);
  return kind == RESIZE ? resized(r, slot, size) : 1;
}

static int check_end(const struct replay *r)
{
  for (uint32_t slot = 0; slot < r->w->slot_count; slot++)
    if (r->cells[slot] && !check_canaries(slot, r->cells[slot], blocks[slot].size)) return 0;
  return 1;
}

/* As org.rmalloc.replay.workload.HandleAndAddressChecksum: over slots and sizes, for addresses differ from run to run. */
static uint64_t mix(uint64_t sum, uint64_t value)
{
  uint64_t mixed = (sum ^ value) * TRAIL_ODD;
  return mixed ^ (mixed >> 29);
}

static const struct replay *replay;
static uint64_t trail = TRAIL_START;
static int good = 1;

static int take_turn(size_t op)
{
  progress->op = op;
  good = check_op(replay, op);
  if (good > 0) trail = mix(mix(trail, replay->w->slots[op]), replay->w->sizes[op]);
  return good > 0;
}

void check_mode(struct replay *r)
{
  const struct workload *w = r->w;
  replay = r;
  live_blocks_init(&live, w->slot_count);
  blocks = array_of(w->slot_count, sizeof *blocks);
  size_t op = turns_begin(w, 0) ? turns_replay(take_turn) : 0;
  if (turns_refusal()) report_text("refused", turns_refusal());
  if (good > 0) good = check_end(r);
  if (good)
    child_report_end(w, op);
  else
    report_text("wrong", wrong);
  report_number("checked_ops", (int64_t)op);
  char text[17];
  snprintf(text, sizeof text, "%016llx", (unsigned long long)trail);
  report_text("trail", text);
}
