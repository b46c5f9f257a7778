// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.PowerOfTwoHeader.HEADER_BYTES;
import static org.rmalloc.segregated.PowerOfTwoHeader.MAX_ORDER;
import static org.rmalloc.segregated.PowerOfTwoHeader.ORIGIN;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Binary buddies: blocks of 2^k bytes at multiples of 2^k, halved until they are just large enough,
 * coalesced with their buddies, the other halves, as soon as both are free.
 *
 * <p>Source: Knuth, "The Art of Computer Programming", vol. 1, §2.5, Algorithms R and S.
 * Deviations: a used block keeps its order, as a free does not name it; lists are not circular;
 * blocks lie below a break, so that the heap need not have 2^m bytes and its size steers nothing.
 * What is above the break is one free space, taken from last, and never cut beforehand: raised for
 * a block, the break skips to the next multiple of its size, and what it skips is freed, in the
 * largest blocks that fit there. A free block at the break lowers it. Resizing is not in Knuth: a
 * block shrinks by giving up halves, and grows in place when all the buddies in its way are free or
 * above the break.
 *
 * <p>Invariants: (I1) no two buddies of one order are both free; (I2) no free block ends at the
 * break; (I3) the free blocks below the break are those in the lists; (I4) a block of order k
 * starts at a multiple of 2^k from the origin.
 *
 * <p>Every operation is O(log heap), but for the copy of a resize that moves. Not thread-safe.
 */
final class BuddyAllocator extends AbstractPowerOfTwoAllocator {
  /** The smallest block has 16 bytes: a header, two links, and 4 more. */
  private static final int MIN_ORDER = 4;

  private final BuddyFreeLists lists;

  BuddyAllocator(Heap heap, PlacementListener listener) {
    super(heap, MIN_ORDER, listener);
    this.lists = new BuddyFreeLists(heap, heads);
  }

  @Override
  protected int allocate(int sizeBytes) {
    int order = heads.orderFor(sizeBytes);
    int found = lists.firstOrderFrom(order);
    if (found > MAX_ORDER) {
      return placeAtBreak(order);
    }
    int block = lists.removeFirst(found);
    for (int half = found - 1; half >= order; half--) {
      lists.add(block + (1 << half), half);
    }
    PowerOfTwoHeader.setUsed(heap, block, order);
    return block + HEADER_BYTES;
  }

  @Override
  protected void release(int address) {
    putFree(address - HEADER_BYTES, orderAt(address));
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int block = address - HEADER_BYTES;
    int order = orderAt(address);
    int newOrder = heads.orderFor(sizeBytes);
    if (newOrder <= order) {
      shrink(block, order, newOrder);
      return address;
    }
    if (canGrow(block, order, newOrder)) {
      // Without room above the break it fails: the heap's size steers nothing.
      return grow(block, order, newOrder) ? address : NO_ADDRESS;
    }
    return mayMove ? copy(address, sizeBytes, order) : NO_ADDRESS;
  }

  private int placeAtBreak(int order) {
    if (!fitsAtBreak(order)) {
      return NO_ADDRESS;
    }
    int place = (int) placeAboveBreak(order);
    while (breakAt < place) {
      int skipped = Integer.numberOfTrailingZeros(breakAt);
      lists.add(ORIGIN + breakAt, skipped);
      breakAt += 1 << skipped;
    }
    breakAt = place + (1 << order);
    PowerOfTwoHeader.setUsed(heap, ORIGIN + place, order);
    return ORIGIN + place + HEADER_BYTES;
  }

  @Override
  boolean fitsAtBreak(int order) {
    return placeAboveBreak(order) + (1L << order) <= limit;
  }

  private long placeAboveBreak(int order) {
    return (breakAt + (1L << order) - 1) & (-1L << order);
  }

  /** Frees what lies at {@code block}, coalescing it with its buddies. */
  private void putFree(int block, int order) {
    int place = block - ORIGIN;
    if (place + (1 << order) == breakAt) {
      lowerBreak(place);
      return;
    }
    int coalesced = order;
    int buddy = place ^ (1 << coalesced);
    while (buddy < breakAt
        && PowerOfTwoHeader.isFreeOf(PowerOfTwoHeader.header(heap, ORIGIN + buddy), coalesced)) {
      lists.remove(ORIGIN + buddy, coalesced);
      place &= buddy;
      coalesced++;
      buddy = place ^ (1 << coalesced);
    }
    lists.add(ORIGIN + place, coalesced);
  }

  /** Lowers the break to {@code place}, and on below the free blocks that then end at it. */
  private void lowerBreak(int place) {
    breakAt = place;
    int order = freeOrderBelowBreak();
    while (order >= MIN_ORDER) {
      breakAt -= 1 << order;
      lists.remove(ORIGIN + breakAt, order);
      order = freeOrderBelowBreak();
    }
  }

  /**
   * The order of the free block that ends at the break, or −1. The largest block that may end there
   * has as many bytes as the break has trailing zeros; where it would start, some block does.
   */
  private int freeOrderBelowBreak() {
    int order = breakAt == 0 ? -1 : Integer.numberOfTrailingZeros(breakAt);
    while (order >= MIN_ORDER) {
      int header = PowerOfTwoHeader.header(heap, ORIGIN + breakAt - (1 << order));
      if (PowerOfTwoHeader.orderOf(header) == order) {
        return PowerOfTwoHeader.isUsed(header) ? -1 : order;
      }
      order--;
    }
    return -1;
  }

  private void shrink(int block, int order, int newOrder) {
    for (int half = order - 1; half >= newOrder; half--) {
      PowerOfTwoHeader.setUsed(heap, block, half);
      putFree(block + (1 << half), half);
    }
  }

  /** Whether all the buddies in a block's way up to an order are free, or above the break. */
  private boolean canGrow(int block, int order, int newOrder) {
    int place = block - ORIGIN;
    if ((place & ((1 << newOrder) - 1)) != 0) {
      return false;
    }
    for (int half = order; half < newOrder; half++) {
      int buddy = place + (1 << half);
      if (buddy < breakAt
          && !PowerOfTwoHeader.isFreeOf(PowerOfTwoHeader.header(heap, ORIGIN + buddy), half)) {
        return false;
      }
    }
    return true;
  }

  /** Takes the buddies in a block's way; false when they end beyond the heap. */
  private boolean grow(int block, int order, int newOrder) {
    int place = block - ORIGIN;
    if (place + (1L << newOrder) > limit) {
      return false;
    }
    for (int half = order; half < newOrder && place + (1 << half) < breakAt; half++) {
      lists.remove(block + (1 << half), half);
    }
    breakAt = Math.max(breakAt, place + (1 << newOrder));
    PowerOfTwoHeader.setUsed(heap, block, newOrder);
    return true;
  }
}
