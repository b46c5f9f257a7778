/* SPDX-License-Identifier: Apache-2.0 */
/* The live blocks by address: a treap, whose nodes are the slots. Expected O(log live) each. */
#ifndef LIVE_BLOCKS_H
#define LIVE_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#define NO_SLOT UINT32_MAX

struct live_blocks {
  struct live_node *nodes;
  uint32_t root;
};

void live_blocks_init(struct live_blocks *blocks, size_t slot_count);

/* Adds a slot's block [from, to), from < to. NO_SLOT, or the slot of a block that overlaps it, and nothing is added. */
uint32_t live_blocks_add(struct live_blocks *blocks, uint32_t slot, uintptr_t from, uintptr_t to);

/* Removes a slot's block, which is there. */
void live_blocks_remove(struct live_blocks *blocks, uint32_t slot);

#endif
