package org.rmalloc.segregated;

import static org.rmalloc.segregated.BuddyBlock.LEAST_ORDER;
import static org.rmalloc.segregated.BuddyBlock.PREVIOUS;
import static org.rmalloc.segregated.OrderWord.MOST_ORDER;
import static org.rmalloc.segregated.OrderWord.NEXT;
import static org.rmalloc.segregated.OrderWord.NO_BLOCK;

import org.rmalloc.heap.Heap;

/** The free buddies, one list an order, last in, first out. O(1) but where said. */
final class BuddyLists {
  private final Heap heap;
  private final Heap heads;
  private final Heap uncounted; // the same heads

  BuddyLists(Heap heap) {
    this.heap = heap;
    this.heads = heap.newRegion(BuddyBlock.ROOT_BYTES);
    this.uncounted = heads.uncounted();
  }

  /** The first order from {@code order} on with a free block; one too many if none. O(orders). */
  int firstOrderFrom(int order) {
    int at = order;
    while (at <= MOST_ORDER && first(at) == NO_BLOCK) {
      at++;
    }
    return at;
  }

  /** The largest order with a free block, one too few if none. Not counted. O(orders). */
  int largestOrder() {
    int order = MOST_ORDER;
    while (order >= LEAST_ORDER && uncounted.getInt(4 * (order - LEAST_ORDER)) == NO_BLOCK) {
      order--;
    }
    return order;
  }

  int first(int order) {
    return heads.getInt(4 * (order - LEAST_ORDER));
  }

  /** Makes a free block of what lies at {@code block}. */
  void add(int block, int order) {
    int next = first(order);
    OrderWord.setFree(heap, block, order);
    heap.putInt(block + NEXT, next);
    heap.putInt(block + PREVIOUS, NO_BLOCK);
    if (next != NO_BLOCK) {
      heap.putInt(next + PREVIOUS, block);
    }
    setFirst(order, block);
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
      setFirst(order, next);
    }
  }

  private void setFirst(int order, int block) {
    heads.putInt(4 * (order - LEAST_ORDER), block);
  }
}
