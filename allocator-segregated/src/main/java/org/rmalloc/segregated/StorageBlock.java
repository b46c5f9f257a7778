package org.rmalloc.segregated;

import org.rmalloc.heap.Heap;

/**
 * The words of a block of segregated storage, of 2^order bytes. The first lies at {@link #ORIGIN},
 * so that payloads are aligned to 8.
 *
 * <pre>
 *   every block   +0  order, above a bit: 1 used, 0 free
 *   used          +4  payload
 *   free          +4  next in its list, 0 behind the last
 * </pre>
 *
 * <p>In the region beside the heap, at 4 · (order − 3): the first free block of an order, or 0.
 */
final class StorageBlock {
  static final int ORIGIN = 4;
  static final int NIL = 0;
  static final int HEADER_BYTES = 4;

  /** The least block has 8 bytes. */
  static final int LEAST_ORDER = 3;

  /** The largest has 2^30. */
  static final int MOST_ORDER = 30;

  static final int ROOT_BYTES = 4 * (MOST_ORDER - LEAST_ORDER + 1);

  static final int NEXT = 4;

  private StorageBlock() {}

  static int header(Heap heap, int block) {
    return heap.getInt(block);
  }

  static void setUsed(Heap heap, int block, int order) {
    heap.putInt(block, order << 1 | 1);
  }

  static void setFree(Heap heap, int block, int order, int next) {
    heap.putInt(block, order << 1);
    heap.putInt(block + NEXT, next);
  }

  static int orderOf(int header) {
    return header >>> 1;
  }

  static boolean isUsed(int header) {
    return (header & 1) != 0;
  }

  /** Where the head of an order's list is. */
  static int head(int order) {
    return 4 * (order - LEAST_ORDER);
  }

  /** The least order whose blocks hold a request of up to 2^30 − 4 bytes. */
  static int orderFor(int request) {
    return Math.max(LEAST_ORDER, 32 - Integer.numberOfLeadingZeros(request + HEADER_BYTES - 1));
  }
}
