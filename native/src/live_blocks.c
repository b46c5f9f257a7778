/* SPDX-License-Identifier: Apache-2.0 */
/* Source: Aragon and Seidel, "Randomized Search Trees", FOCS 1989. A slot's priority is a hash of its number. */
#include "live_blocks.h"

#include "arrays.h"

struct live_node {
  uintptr_t from, to;
  uint32_t left, right;
};

void live_blocks_init(struct live_blocks *blocks, size_t slot_count)
{
  blocks->nodes = array_of(slot_count, sizeof(struct live_node));
  blocks->root = NO_SLOT;
}

static uint32_t priority(uint32_t slot)
{
  uint64_t mixed = (slot + 1) * 0x9E3779B97F4A7C15u;
  return (uint32_t)(mixed >> 32);
}

/* A block that overlaps [from, to). The blocks are disjoint, so one path down finds it. */
static uint32_t overlapping(const struct live_blocks *b, uintptr_t from, uintptr_t to)
{
  uint32_t at = b->root;
  while (at != NO_SLOT) {
    const struct live_node *node = &b->nodes[at];
    if (from < node->to && node->from < to) return at;
    at = to <= node->from ? node->left : node->right;
  }
  return NO_SLOT;
}

/* Splits a tree by an address, at which no block of it lies. */
static void split(struct live_blocks *b, uint32_t tree, uintptr_t at, uint32_t *below, uint32_t *above)
{
  while (tree != NO_SLOT) {
    struct live_node *node = &b->nodes[tree];
    if (node->from < at) {
      *below = tree;
      below = &node->right;
      tree = node->right;
    } else {
      *above = tree;
      above = &node->left;
      tree = node->left;
    }
  }
  *below = *above = NO_SLOT;
}

uint32_t live_blocks_add(struct live_blocks *b, uint32_t slot, uintptr_t from, uintptr_t to)
{
  uint32_t other = overlapping(b, from, to);
  if (other != NO_SLOT) return other;
  uint32_t *link = &b->root;
  while (*link != NO_SLOT && priority(*link) >= priority(slot)) {
    struct live_node *node = &b->nodes[*link];
    link = from < node->from ? &node->left : &node->right;
  }
  struct live_node *added = &b->nodes[slot];
  uint32_t below, above;
  split(b, *link, from, &below, &above);
  *added = (struct live_node){from, to, below, above};
  *link = slot;
  return NO_SLOT;
}

static uint32_t merge(struct live_blocks *b, uint32_t below, uint32_t above)
{
  uint32_t root, *link = &root;
  while (below != NO_SLOT && above != NO_SLOT) {
    if (priority(below) >= priority(above)) {
      *link = below;
      link = &b->nodes[below].right;
      below = *link;
    } else {
      *link = above;
      link = &b->nodes[above].left;
      above = *link;
    }
  }
  *link = below != NO_SLOT ? below : above;
  return root;
}

void live_blocks_remove(struct live_blocks *b, uint32_t slot)
{
  struct live_node *gone = &b->nodes[slot];
  uint32_t *link = &b->root;
  while (*link != slot) {
    struct live_node *node = &b->nodes[*link];
    link = gone->from < node->from ? &node->left : &node->right;
  }
  *link = merge(b, gone->left, gone->right);
}
