// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.NEXT;
import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.PREVIOUS;

import org.rmalloc.heap.Heap;

/**
 * The list of free blocks: doubly linked through them, circular, its sentinel at the roots; placed
 * in by first fit.
 *
 * <p>Adding a block costs O(1) in LIFO and FIFO order, O(free blocks) in address order; finding one
 * O(free blocks); everything else O(1).
 */
class FreeList implements IterableFreeBlocks {
  final Heap tags;
  private final Heap uncounted;
  private final FreeListOrder order;
  private int largest; // no block is larger
  private boolean largestIsExact = true;

  FreeList(Heap tags, FreeListOrder order) {
    this.tags = tags;
    this.uncounted = tags.uncounted();
    this.order = order;
  }

  @Override
  public final int first() {
    return next(NO_BLOCK);
  }

  @Override
  public final int next(int block) {
    return tags.getInt(block + NEXT);
  }

  @Override
  public final int fit(int from, int to, int size) {
    int block = from;
    while (block != to && BlockHeader.freeSize(tags, block) < size) {
      block = next(block);
    }
    return block == to ? NO_BLOCK : block;
  }

  @Override
  public final void add(int block, int size) {
    setFree(block, size);
    int behind =
        switch (order) {
          case ADDRESS -> firstAbove(block);
          case LIFO -> first();
          case FIFO -> NO_BLOCK;
        };
    link(tags.getInt(behind + PREVIOUS), block, behind);
  }

  @Override
  public final void remove(int block) {
    int before = tags.getInt(block + PREVIOUS);
    int behind = next(block);
    tags.putInt(before + NEXT, behind);
    tags.putInt(behind + PREVIOUS, before);
    largestIsExact = false;
  }

  @Override
  public final void replace(int block, int by, int size) {
    int before = tags.getInt(block + PREVIOUS);
    int behind = next(block);
    largestIsExact = false;
    setFree(by, size);
    link(before, by, behind);
  }

  @Override
  public final void grow(int block, int size) {
    setFree(block, size);
  }

  /** O(1) while the largest block found last is still there or {@code floor} is above it. */
  @Override
  public final int largestAbove(int floor) {
    if (largest > floor && !largestIsExact) {
      largest = walkForLargest();
      largestIsExact = true;
    }
    return Math.max(largest, floor);
  }

  private int firstAbove(int block) {
    int behind = first();
    while (behind != NO_BLOCK && behind < block) {
      behind = next(behind);
    }
    return behind;
  }

  private void link(int before, int block, int behind) {
    tags.putInt(block + PREVIOUS, before);
    tags.putInt(block + NEXT, behind);
    tags.putInt(before + NEXT, block);
    tags.putInt(behind + PREVIOUS, block);
  }

  private void setFree(int block, int size) {
    BlockHeader.setFree(tags, block, size);
    if (size >= largest) {
      largest = size;
      largestIsExact = true;
    }
  }

  private int walkForLargest() {
    int maximum = 0;
    int block = uncounted.getInt(NO_BLOCK + NEXT);
    while (block != NO_BLOCK) {
      maximum = Math.max(maximum, BlockHeader.freeSize(uncounted, block));
      block = uncounted.getInt(block + NEXT);
    }
    return maximum;
  }
}
