// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.PowerOfTwoHeader.MAX_ORDER;
import static org.rmalloc.segregated.PowerOfTwoHeader.NEXT;
import static org.rmalloc.segregated.PowerOfTwoHeader.NO_BLOCK;
import static org.rmalloc.segregated.PowerOfTwoHeader.PREVIOUS;

import org.rmalloc.heap.Heap;

/** The free buddies, one list an order, last in, first out. O(1) but where said. */
final class BuddyFreeLists {
  private final Heap heap;
  private final FreeListHeads heads;

  BuddyFreeLists(Heap heap, FreeListHeads heads) {
    this.heap = heap;
    this.heads = heads;
  }

  /** The first order from {@code order} on with a free block; one too many if none. O(orders). */
  int firstOrderFrom(int order) {
    int at = order;
    while (at <= MAX_ORDER && heads.first(at) == NO_BLOCK) {
      at++;
    }
    return at;
  }

  /** Takes the first block out of the list of an order that has one. */
  int removeFirst(int order) {
    int block = heads.first(order);
    remove(block, order);
    return block;
  }

  /** Makes a free block of what lies at {@code block}. */
  void add(int block, int order) {
    int next = heads.first(order);
    PowerOfTwoHeader.setFree(heap, block, order);
    heap.putInt(block + NEXT, next);
    heap.putInt(block + PREVIOUS, NO_BLOCK);
    if (next != NO_BLOCK) {
      heap.putInt(next + PREVIOUS, block);
    }
    heads.setFirst(order, block);
  }

  void remove(int block, int order) {
    int next = heap.getInt(block + NEXT);
    int previous = heap.getInt(block + PREVIOUS);
    if (next != NO_BLOCK) {
      heap.putInt(next + PREVIOUS, previous);
    }
    if (previous != NO_BLOCK) {
      heap.putInt(previous + NEXT, next);
    } else {
      heads.setFirst(order, next);
    }
  }
}
