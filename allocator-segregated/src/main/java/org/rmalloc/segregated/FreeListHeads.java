// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.PowerOfTwoHeader.HEADER_BYTES;
import static org.rmalloc.segregated.PowerOfTwoHeader.MAX_ORDER;
import static org.rmalloc.segregated.PowerOfTwoHeader.NO_BLOCK;

import org.rmalloc.heap.Heap;

/**
 * The heads of the free lists, one list an order, in a region beside the heap.
 *
 * <pre>
 *   +4·(order − minimum order)   the first free block of an order, or {@link PowerOfTwoHeader#NO_BLOCK}
 * </pre>
 */
final class FreeListHeads {
  private final Heap heads;
  private final Heap uncounted; // the same words
  private final int minOrder;

  /** Empty lists of blocks of {@code minOrder} or more. */
  FreeListHeads(Heap heap, int minOrder) {
    this.heads = heap.newRegion(4 * (MAX_ORDER - minOrder + 1));
    this.uncounted = heads.uncounted();
    this.minOrder = minOrder;
  }

  int minOrder() {
    return minOrder;
  }

  /** Bytes of the region. */
  int rootBytes() {
    return heads.capacity();
  }

  /** The smallest order whose blocks hold a request of up to 2^30 − 4 bytes. */
  int orderFor(int request) {
    return Math.max(minOrder, 32 - Integer.numberOfLeadingZeros(request + HEADER_BYTES - 1));
  }

  /** The first free block of an order, or {@link PowerOfTwoHeader#NO_BLOCK}. */
  int first(int order) {
    return heads.getInt(4 * (order - minOrder));
  }

  void setFirst(int order, int block) {
    heads.putInt(4 * (order - minOrder), block);
  }

  /** The largest order with a free block, one less than the smallest if none. Not counted. */
  int largestOrder() {
    int order = MAX_ORDER;
    while (order >= minOrder && uncounted.getInt(4 * (order - minOrder)) == NO_BLOCK) {
      order--;
    }
    return order;
  }
}
