package org.rmalloc.segregated;

import org.rmalloc.heap.Heap;

/**
 * The words of a TLSF block.
 *
 * <pre>
 *   every block   +0  the block before it in the heap, or {@link #NO_BLOCK}
 *                 +4  block size, a multiple of 8 | last in the heap (bit 1) | free (bit 0)
 *   used          +8  payload
 *   free          +8  next in its list
 *                +12  previous in its list
 * </pre>
 */
final class TlsfBlock {
  /** No block. */
  static final int NO_BLOCK = -1;

  /** Bytes in front of a payload. */
  static final int HEADER_BYTES = 8;

  /** The least block: a header and two links. */
  static final int LEAST_BYTES = 16;

  /** Payloads and block sizes are multiples of this. */
  static final int ALIGN = 8;

  static final int BEFORE = 0;
  static final int SIZE = 4;
  static final int NEXT = 8;
  static final int PREVIOUS = 12;

  static final int FREE = 1;
  static final int LAST = 2;
  private static final int SIZE_MASK = -ALIGN;

  private TlsfBlock() {}

  /** The size in a size word. */
  static int sizeOf(int word) {
    return word & SIZE_MASK;
  }

  static boolean isFree(int word) {
    return (word & FREE) != 0;
  }

  static boolean isLast(int word) {
    return (word & LAST) != 0;
  }

  /** Size and status of a block. */
  static int word(Heap heap, int block) {
    return heap.getInt(block + SIZE);
  }

  static void setWord(Heap heap, int block, int word) {
    heap.putInt(block + SIZE, word);
  }

  /** The block that a request takes. */
  static int blockSize(int request) {
    return Math.max(LEAST_BYTES, (request + HEADER_BYTES + ALIGN - 1) & -ALIGN);
  }
}
