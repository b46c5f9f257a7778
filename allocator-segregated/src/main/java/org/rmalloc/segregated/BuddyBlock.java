package org.rmalloc.segregated;

import org.rmalloc.heap.Heap;

/**
 * The words of a buddy block of 2^order bytes. Blocks lie at {@link #ORIGIN} and multiples of their
 * sizes from there, so that payloads are aligned to 8.
 *
 * <pre>
 *   every block   +0  order, above a bit: 1 used, 0 free
 *   used          +4  payload
 *   free          +4  next in its list, 0 behind the last
 *                 +8  previous in its list, 0 before the first
 * </pre>
 *
 * <p>In the region beside the heap, at 4 · (order − 4): the first free block of an order, or 0.
 */
final class BuddyBlock {
  /** Where the first block lies in the heap; everything else here counts from there. */
  static final int ORIGIN = 4;

  /** No block. */
  static final int NIL = 0;

  /** Bytes in front of a payload. */
  static final int HEADER_BYTES = 4;

  /** The least block has 16 bytes, 12 of which the words take. */
  static final int LEAST_ORDER = 4;

  /** The largest has 2^30. */
  static final int MOST_ORDER = 30;

  static final int ROOT_BYTES = 4 * (MOST_ORDER - LEAST_ORDER + 1);

  static final int NEXT = 4;
  static final int PREVIOUS = 8;

  private BuddyBlock() {}

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

  /** The least order whose blocks hold a request of up to 2^30 − 4 bytes. */
  static int orderFor(int request) {
    return Math.max(LEAST_ORDER, 32 - Integer.numberOfLeadingZeros(request + HEADER_BYTES - 1));
  }
}
