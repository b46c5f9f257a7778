// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.LEFT;
import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.RIGHT;
import static org.rmalloc.firstfit.BlockHeader.ROOT;

import org.rmalloc.heap.Heap;

/**
 * Best fit without the walk: a treap sorted by size, and blocks of one size by their places in the
 * list, so that the first one large enough is the best fit.
 *
 * <p>Its ranks are scattered addresses: every operation costs O(log free blocks) expected.
 */
final class BestFitTree extends FreeBlockTreap {

  BestFitTree(Heap tags, FreeListOrder order) {
    super(tags, order);
  }

  @Override
  long key(int block) {
    return ((long) BlockHeader.freeSize(tags, block) << 32) + position(block);
  }

  @Override
  long rank(int block) {
    return scatter(block);
  }

  @Override
  public int find(int size) {
    int fit = NO_BLOCK;
    int fitSlot = ROOT;
    int slot = ROOT;
    int node = root();
    while (node != NO_BLOCK) {
      if (BlockHeader.freeSize(tags, node) < size) {
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

  @Override
  public int largestAbove(int floor) {
    int largest = NO_BLOCK;
    for (int node = uncounted.getInt(ROOT); node != NO_BLOCK; ) {
      largest = node;
      node = uncounted.getInt(node + RIGHT);
    }
    return largest == NO_BLOCK ? floor : Math.max(BlockHeader.freeSize(uncounted, largest), floor);
  }
}
