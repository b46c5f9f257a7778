// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;

import org.rmalloc.heap.Heap;

/**
 * Best fit over the list: the smallest block that will do, the first of them in list order. The
 * search ends early at a block of just the size asked for. O(free blocks).
 */
final class BestFitList extends FreeList {

  BestFitList(Heap tags, FreeListOrder order) {
    super(tags, order);
  }

  @Override
  public int find(int size) {
    int best = NO_BLOCK;
    int bestSize = Integer.MAX_VALUE;
    for (int block = first(); block != NO_BLOCK && bestSize > size; block = next(block)) {
      int candidate = BlockHeader.freeSize(tags, block);
      if (candidate >= size && candidate < bestSize) {
        best = block;
        bestSize = candidate;
      }
    }
    return best;
  }
}
