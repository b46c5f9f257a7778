// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import org.rmalloc.heap.Heap;

/**
 * The header of a TLSF block, and the links of a free one.
 *
 * <pre>
 *   every block   +0   the block before it in the heap, or {@link #NO_BLOCK}
 *                 +4   size, a multiple of 8 | last in the heap (bit 1) | free (bit 0)
 *   used          +8   payload
 *   free          +8   next in its list, or {@link #NO_BLOCK}
 *                 +12  previous in its list, or {@link #NO_BLOCK}
 * </pre>
 */
final class TlsfHeader {
  /** No block: the first one may lie at address 0. */
  static final int NO_BLOCK = -1;

  /** Bytes in front of a payload. */
  static final int HEADER_BYTES = 8;

  /** The smallest block: a header and two links. */
  static final int MIN_BYTES = 16;

  /** Payloads and block sizes are multiples of this. */
  static final int ALIGN = 8;

  static final int NEXT = 8;
  static final int PREVIOUS = 12;

  /** The flag of the block that ends the heap. */
  static final int LAST = 0b10;

  private static final int BEFORE = 0;
  private static final int SIZE = 4;
  private static final int FREE = 0b01;
  private static final int SIZE_MASK = -ALIGN;

  private TlsfHeader() {}

  /** Size and flags of a block, for {@link #sizeOf} and its siblings: one load for all of them. */
  static int header(Heap heap, int block) {
    return heap.getInt(block + SIZE);
  }

  static int sizeOf(int header) {
    return header & SIZE_MASK;
  }

  static boolean isFree(int header) {
    return (header & FREE) != 0;
  }

  static boolean isLast(int header) {
    return (header & LAST) != 0;
  }

  /** Writes size and status of a used block; {@code last} is {@link #LAST} or 0. */
  static void setUsed(Heap heap, int block, int size, int last) {
    heap.putInt(block + SIZE, size | last);
  }

  /** Writes size and status of a free block; {@code last} is {@link #LAST} or 0. */
  static void setFree(Heap heap, int block, int size, int last) {
    heap.putInt(block + SIZE, size | last | FREE);
  }

  /** The block before this one in the heap, or {@link #NO_BLOCK}. */
  static int before(Heap heap, int block) {
    return heap.getInt(block + BEFORE);
  }

  static void setBefore(Heap heap, int block, int before) {
    heap.putInt(block + BEFORE, before);
  }

  /** The size of the block that a request takes. */
  static int blockSize(int request) {
    return Math.max(MIN_BYTES, (request + HEADER_BYTES + ALIGN - 1) & -ALIGN);
  }
}
