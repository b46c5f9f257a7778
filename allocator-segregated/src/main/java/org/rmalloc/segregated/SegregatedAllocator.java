// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.PowerOfTwoHeader.HEADER_BYTES;
import static org.rmalloc.segregated.PowerOfTwoHeader.MAX_ORDER;
import static org.rmalloc.segregated.PowerOfTwoHeader.NO_BLOCK;
import static org.rmalloc.segregated.PowerOfTwoHeader.ORIGIN;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Simple segregated storage: a list of free blocks for each power of two, never split, never
 * coalesced, never given back.
 *
 * <p>Source: Wilson, Johnstone, Neely and Boles, "Dynamic Storage Allocation: A Survey and Critical
 * Review", IWMM 1995; the best known is Kingsley's malloc of 4.2BSD. Deviations: storage is claimed
 * for one block, not by the page; when a list is empty and the heap used up, a free block of the
 * next larger size that there is serves the request, whole, so that what can be had is all up to
 * {@link #largestFree}; a block that shrinks stays where it is.
 *
 * <p>Invariants: (I1) the free blocks are those in the lists; (I2) a list's blocks have its order;
 * (I3) block sizes sum to the break less the origin.
 *
 * <p>Everything is O(1), once the heap is used up O(log heap), but for the copy of a resize that
 * grows. Not thread-safe.
 */
final class SegregatedAllocator extends AbstractPowerOfTwoAllocator {
  /** The smallest block has 8 bytes: a header and a link. */
  private static final int MIN_ORDER = 3;

  SegregatedAllocator(Heap heap, PlacementListener listener) {
    super(heap, MIN_ORDER, listener);
  }

  @Override
  protected int allocate(int sizeBytes) {
    int order = heads.orderFor(sizeBytes);
    int block = pop(order);
    if (block == NO_BLOCK) {
      block = raiseBreak(order);
    }
    for (int larger = order + 1; block == NO_BLOCK && larger <= MAX_ORDER; larger++) {
      block = pop(larger);
    }
    return block == NO_BLOCK ? NO_ADDRESS : block + HEADER_BYTES;
  }

  @Override
  protected void release(int address) {
    int block = address - HEADER_BYTES;
    int order = orderAt(address);
    PowerOfTwoHeader.setFree(heap, block, order);
    heap.putInt(block + PowerOfTwoHeader.NEXT, heads.first(order));
    heads.setFirst(order, block);
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int order = orderAt(address);
    if (heads.orderFor(sizeBytes) <= order) {
      return address;
    }
    return mayMove ? copy(address, sizeBytes, order) : NO_ADDRESS;
  }

  @Override
  boolean fitsAtBreak(int order) {
    return 1 << order <= limit - breakAt;
  }

  private int pop(int order) {
    int block = heads.first(order);
    if (block != NO_BLOCK) {
      heads.setFirst(order, heap.getInt(block + PowerOfTwoHeader.NEXT));
      PowerOfTwoHeader.setUsed(heap, block, order);
    }
    return block;
  }

  private int raiseBreak(int order) {
    if (!fitsAtBreak(order)) {
      return NO_BLOCK;
    }
    int block = ORIGIN + breakAt;
    breakAt += 1 << order;
    PowerOfTwoHeader.setUsed(heap, block, order);
    return block;
  }
}
