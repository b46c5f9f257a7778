package org.rmalloc.segregated;

import org.rmalloc.heap.Heap;

/**
 * The word in front of a block of 2^order bytes, and what follows it. The first block lies at
 * {@link #ORIGIN}, so that payloads are aligned to 8.
 *
 * <pre>
 *   every block   +0  order, above a bit: 1 used, 0 free
 *   used          +4  payload
 *   free          +4  next in its list, 0 behind the last
 * </pre>
 */
final class OrderWord {
  /** Where the first block lies in the heap. */
  static final int ORIGIN = 4;

  /** No block. */
  static final int NO_BLOCK = 0;

  /** Bytes in front of a payload. */
  static final int HEADER_BYTES = 4;

  /** The largest block has 2^30 bytes. */
  static final int MOST_ORDER = 30;

  static final int NEXT = 4;

  private OrderWord() {}

  static int header(Heap heap, int block) {
    return heap.getInt(block);
  }

  static void setUsed(Heap heap, int block, int order) {
    heap.putInt(block, order << 1 | 1);
  }

  static void setFree(Heap heap, int block, int order) {
    heap.putInt(block, order << 1);
  }

  static int orderOf(int header) {
    return header >>> 1;
  }

  static boolean isUsed(int header) {
    return (header & 1) != 0;
  }

  /** Whether a header is that of a free block of an order. */
  static boolean isFreeOf(int header, int order) {
    return header == order << 1;
  }

  /** The bytes of the list heads of all orders from {@code least} on. */
  static int headBytes(int least) {
    return 4 * (MOST_ORDER - least + 1);
  }

  /** The least order, of {@code least} or more, whose blocks hold up to 2^30 − 4 bytes. */
  static int orderFor(int request, int least) {
    return Math.max(least, 32 - Integer.numberOfLeadingZeros(request + HEADER_BYTES - 1));
  }
}
