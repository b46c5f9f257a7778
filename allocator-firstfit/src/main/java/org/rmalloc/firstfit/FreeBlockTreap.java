// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.LEFT;
import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.RIGHT;
import static org.rmalloc.firstfit.BlockHeader.ROOT;
import static org.rmalloc.firstfit.BlockHeader.STAMP_COUNT;

import org.rmalloc.heap.Heap;

/**
 * A tree whose nodes are the free blocks: from left to right by key, from top to bottom by rank. No
 * two blocks have one key or one rank, so a set of blocks has one tree, whatever was done before
 * (Vuillemin 1980: a Cartesian tree; Seidel and Aragon 1996, with random ranks: a treap).
 *
 * <p>It has the placements of the list, block by block, without walking it. Where a block stands in
 * the list is its address, in address order; in the two others a stamp, given when it is added and
 * inherited by what replaces it. There are 2³¹ of them.
 *
 * <p>Every operation costs O(height): see the subclasses. What a search found is taken out, or
 * replaced, without a second one.
 */
abstract class FreeBlockTreap implements FreeBlocks {
  final Heap tags;
  final Heap uncounted;
  private final FreeListOrder order;
  private int found = NO_BLOCK; // what the last search found, while the tree is as it was then
  private int foundSlot;

  FreeBlockTreap(Heap tags, FreeListOrder order) {
    this.tags = tags;
    this.uncounted = tags.uncounted();
    this.order = order;
  }

  /** What nodes are sorted by, from left to right. */
  abstract long key(int block);

  /** What is larger in a node than in its children. */
  abstract long rank(int block);

  /** Where a block stands in the list: less than those behind it. */
  final int position(int block) {
    return switch (order) {
      case ADDRESS -> block;
      case LIFO -> -BlockHeader.stamp(tags, block);
      case FIFO -> BlockHeader.stamp(tags, block);
    };
  }

  @Override
  public final void add(int block, int size) {
    BlockHeader.setFree(tags, block, size);
    if (order != FreeListOrder.ADDRESS) {
      BlockHeader.setStamp(tags, block, nextStamp());
    }
    insert(block);
  }

  @Override
  public void replace(int block, int by, int size) {
    remove(block);
    setFreeInPlaceOf(block, by, size);
    insert(by);
  }

  @Override
  public final void remove(int block) {
    int slot = slotOf(block);
    merge(slot, left(block), right(block));
  }

  @Override
  public final void grow(int block, int size) {
    remove(block);
    BlockHeader.setFree(tags, block, size);
    insert(block);
  }

  final int root() {
    return tags.getInt(ROOT);
  }

  final int left(int block) {
    return tags.getInt(block + LEFT);
  }

  final int right(int block) {
    return tags.getInt(block + RIGHT);
  }

  /** Notes where a search found a block, and returns it. */
  final int found(int block, int slot) {
    found = block;
    foundSlot = slot;
    return block;
  }

  /** Takes the slot of a block that is about to leave it. */
  final int slotOf(int block) {
    int slot = block == found ? foundSlot : searchSlot(block);
    found = NO_BLOCK;
    return slot;
  }

  /** Writes the tags of a block that takes another one's place in the list. */
  final void setFreeInPlaceOf(int block, int by, int size) {
    int stamp = order == FreeListOrder.ADDRESS ? 0 : BlockHeader.stamp(tags, block);
    BlockHeader.setFree(tags, by, size);
    if (order != FreeListOrder.ADDRESS) {
      BlockHeader.setStamp(tags, by, stamp);
    }
  }

  private int nextStamp() {
    int stamp = tags.getInt(STAMP_COUNT);
    if (stamp < 0) {
      throw new IllegalStateException("2^31 blocks were freed: search=list goes on from here");
    }
    tags.putInt(STAMP_COUNT, stamp + 1);
    return stamp;
  }

  /** A {@code slot} is the address of the link that leads to a subtree. */
  private int searchSlot(int block) {
    long key = key(block);
    int slot = ROOT;
    int node = root();
    while (node != block) {
      slot = key(node) < key ? node + RIGHT : node + LEFT;
      node = tags.getInt(slot);
    }
    return slot;
  }

  private void insert(int block) {
    found = NO_BLOCK;
    long key = key(block);
    long rank = rank(block);
    int slot = ROOT;
    int node = root();
    while (node != NO_BLOCK && rank(node) > rank) {
      slot = key(node) < key ? node + RIGHT : node + LEFT;
      node = tags.getInt(slot);
    }
    tags.putInt(slot, block);
    split(node, key, block + LEFT, block + RIGHT);
  }

  /** Hangs what is below {@code key} in a subtree into one slot, what is above into another. */
  private void split(int subtree, long key, int lowSlot, int highSlot) {
    int node = subtree;
    int low = lowSlot;
    int high = highSlot;
    while (node != NO_BLOCK) {
      if (key(node) < key) {
        tags.putInt(low, node);
        low = node + RIGHT;
        node = tags.getInt(low);
      } else {
        tags.putInt(high, node);
        high = node + LEFT;
        node = tags.getInt(high);
      }
    }
    tags.putInt(low, NO_BLOCK);
    tags.putInt(high, NO_BLOCK);
  }

  /** Hangs two subtrees into one slot, every key of the one below every key of the other. */
  private void merge(int into, int lowTree, int highTree) {
    int slot = into;
    int low = lowTree;
    int high = highTree;
    while (low != NO_BLOCK && high != NO_BLOCK) {
      if (rank(low) > rank(high)) {
        tags.putInt(slot, low);
        slot = low + RIGHT;
        low = tags.getInt(slot);
      } else {
        tags.putInt(slot, high);
        slot = high + LEFT;
        high = tags.getInt(slot);
      }
    }
    tags.putInt(slot, low == NO_BLOCK ? high : low);
  }

  /** Spreads addresses over all 32 bits, no two to one value. */
  static int scatter(int block) {
    return block * 0x9E3779B9;
  }
}
