// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import org.rmalloc.heap.Heap;

/**
 * The header of a block of 2^order bytes, and the links of a free one. The first block lies at
 * {@link #ORIGIN}, so that payloads are aligned to 8.
 *
 * <pre>
 *   every block   +0   order, above a bit: 1 used, 0 free
 *   used          +4   payload
 *   free          +4   next in its list, or {@link #NO_BLOCK}
 *                 +8   (buddies alone) previous in its list, or {@link #NO_BLOCK}
 * </pre>
 */
final class PowerOfTwoHeader {
  /** Where the first block lies in the heap. */
  static final int ORIGIN = 4;

  /** No block: the bytes below {@link #ORIGIN} hold none. */
  static final int NO_BLOCK = 0;

  /** Bytes in front of a payload. */
  static final int HEADER_BYTES = 4;

  /** The largest block has 2^30 bytes. */
  static final int MAX_ORDER = 30;

  static final int NEXT = 4;
  static final int PREVIOUS = 8;

  private static final int USED = 1;

  private PowerOfTwoHeader() {}

  /** Order and status of a block, for {@link #orderOf} and its siblings. */
  static int header(Heap heap, int block) {
    return heap.getInt(block);
  }

  static void setUsed(Heap heap, int block, int order) {
    heap.putInt(block, order << 1 | USED);
  }

  static void setFree(Heap heap, int block, int order) {
    heap.putInt(block, order << 1);
  }

  static int orderOf(int header) {
    return header >>> 1;
  }

  static boolean isUsed(int header) {
    return (header & USED) != 0;
  }

  /** Whether a header is that of a free block of an order. */
  static boolean isFreeOf(int header, int order) {
    return header == order << 1;
  }
}
