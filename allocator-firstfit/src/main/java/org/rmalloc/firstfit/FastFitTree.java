// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.LEFT;
import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.RIGHT;
import static org.rmalloc.firstfit.BlockHeader.ROOT;

import org.rmalloc.heap.Heap;

/**
 * First fit without the walk, in LIFO and FIFO order: a tree with the list's order from left to
 * right and the larger block above the smaller. The leftmost block that will do has none below it
 * to the left that will do, and everything above it is larger, so one descent finds it.
 *
 * <p>Source: Stephenson, "Fast Fits: New Methods for Dynamic Storage Allocation", SOSP 1983, there
 * called leftmost fit. Deviations: blocks of one size rank by their scattered addresses, so that
 * many equal ones make no chain; the order is that of frees, Stephenson's is that of addresses, for
 * which {@link FirstFitPageIndex} does better: in address order first fit leaves small blocks in
 * front of large ones, and that makes a long left spine, which every search goes down.
 *
 * <p>Every operation costs O(height), which is O(log free blocks) as long as sizes and places in
 * the list have little to do with each other; sizes that rise or fall along the list make a chain,
 * and it is O(free blocks). The largest block costs O(1).
 */
final class FastFitTree extends FreeBlockTreap implements IterableFreeBlocks {

  FastFitTree(Heap tags, FreeListOrder order) {
    super(tags, order);
  }

  @Override
  long key(int block) {
    return position(block);
  }

  @Override
  long rank(int block) {
    return (long) BlockHeader.freeSize(tags, block) << 32 | (scatter(block) & 0xffffffffL);
  }

  @Override
  public int find(int size) {
    return leftmostFit(Long.MIN_VALUE, size);
  }

  @Override
  public int fit(int from, int to, int size) {
    int block = from == NO_BLOCK ? NO_BLOCK : leftmostFit(key(from), size);
    return block != NO_BLOCK && to != NO_BLOCK && key(block) >= key(to) ? NO_BLOCK : block;
  }

  /** What takes a block's place is the rest of it, smaller: it sinks from there. */
  @Override
  public void replace(int block, int by, int size) {
    int slot = slotOf(block);
    int low = left(block);
    int high = right(block);
    setFreeInPlaceOf(block, by, size);
    sink(by, slot, low, high);
  }

  @Override
  public int first() {
    int node = root();
    int first = node;
    while (node != NO_BLOCK) {
      first = node;
      node = left(node);
    }
    return first;
  }

  @Override
  public int next(int block) {
    long key = key(block);
    int next = NO_BLOCK;
    int node = root();
    while (node != NO_BLOCK) {
      if (key(node) <= key) {
        node = right(node);
      } else {
        next = node;
        node = left(node);
      }
    }
    return next;
  }

  @Override
  public int largestAbove(int floor) {
    int root = uncounted.getInt(BlockHeader.ROOT);
    return root == NO_BLOCK ? floor : Math.max(BlockHeader.freeSize(uncounted, root), floor);
  }

  private int leftmostFit(long minKey, int size) {
    int fit = NO_BLOCK;
    int fitSlot = ROOT;
    int slot = ROOT;
    int node = root();
    while (node != NO_BLOCK && BlockHeader.freeSize(tags, node) >= size) {
      if (key(node) < minKey) {
        slot = node + RIGHT;
      } else {
        fit = node;
        fitSlot = slot;
        slot = node + LEFT;
      }
      node = tags.getInt(slot);
    }
    return found(fit, fitSlot);
  }

  /** Hangs a block into a slot or below it, between two subtrees of which it is the middle. */
  private void sink(int block, int from, int lowTree, int highTree) {
    int slot = from;
    int low = lowTree;
    int high = highTree;
    long rank = rank(block);
    long lowRank = rankOrMin(low);
    long highRank = rankOrMin(high);
    while (lowRank > rank || highRank > rank) {
      if (lowRank > highRank) {
        tags.putInt(slot, low);
        slot = low + RIGHT;
        low = tags.getInt(slot);
        lowRank = rankOrMin(low);
      } else {
        tags.putInt(slot, high);
        slot = high + LEFT;
        high = tags.getInt(slot);
        highRank = rankOrMin(high);
      }
    }
    tags.putInt(slot, block);
    tags.putInt(block + LEFT, low);
    tags.putInt(block + RIGHT, high);
  }

  private long rankOrMin(int block) {
    return block == NO_BLOCK ? Long.MIN_VALUE : rank(block);
  }
}
