// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import org.rmalloc.heap.Heap;

/**
 * The header of a block, and what a free block holds beside it: boundary tags (Knuth, TAOCP 1,
 * §2.5) at both ends of a free block, one in front of a used one.
 *
 * <pre>
 *   every block   +0       size, a multiple of 4 | previous free (bit 1) | used (bit 0)
 *   used          +4       payload, from the header's end on
 *   free          +0       the size alone: no two free blocks are neighbours
 *                 +4       next in the list, or in its page    or  left child in the tree
 *                 +8       previous in the list, or its page   or  right child in the tree
 *                 +12      (trees in LIFO or FIFO order alone) stamp, above a 1 in bit 0
 *                 end-4    footer: the size again, by which the block behind finds the start.
 *                          In a block of 16 bytes the stamp stands here; its bit 0 says so
 *   roots         +0       the rover of next fit
 *                 +4       first in the list   or  root of the tree
 *                 +8       last in the list    or  stamps given out so far
 * </pre>
 *
 * <p>The roots have the shape of a free block at address 0, the list's sentinel, so that the list
 * is circular and has no special cases. {@link #NO_BLOCK}, its address, ends lists and trees.
 */
final class BlockHeader {
  /** No block: the roots lie at this address. */
  static final int NO_BLOCK = 0;

  /** Bytes of the roots. */
  static final int ROOTS_BYTES = 12;

  /** The smallest block: a header, two links and a footer. */
  static final int MIN_BYTES = 16;

  /** Offsets of words in a free block. */
  static final int NEXT = 4;

  static final int PREVIOUS = 8;
  static final int LEFT = 4;
  static final int RIGHT = 8;
  static final int STAMP = 12;

  /** Addresses of words of the roots. */
  static final int ROVER = 0;

  static final int ROOT = 4;
  static final int STAMP_COUNT = 8;

  /** Bits of a header. */
  static final int USED = 1;

  static final int PREVIOUS_FREE = 2;
  private static final int SIZE_MASK = -4;

  /** The bit of the last word of a free block that distinguishes a stamp from a footer. */
  private static final int STAMPED = 1;

  private BlockHeader() {}

  /** The size in a header, in bytes of tag space. */
  static int sizeOf(int header) {
    return header & SIZE_MASK;
  }

  /** The size of a block, used or free. */
  static int size(Heap tags, int block) {
    return tags.getInt(block) & SIZE_MASK;
  }

  /** The size of a block known to be free, whose header holds nothing else. */
  static int freeSize(Heap tags, int block) {
    return tags.getInt(block);
  }

  /** Writes the header of a used block. */
  static void setUsed(Heap tags, int block, int size, int previousFree) {
    tags.putInt(block, size | previousFree | USED);
  }

  /** Writes both tags of a free block. */
  static void setFree(Heap tags, int block, int size) {
    tags.putInt(block, size);
    tags.putInt(block + size - 4, size);
  }

  /** The free block that ends where {@code block} starts. */
  static int previous(Heap tags, int block) {
    int footer = tags.getInt(block - 4);
    return block - ((footer & STAMPED) == 0 ? footer : MIN_BYTES);
  }

  /** The stamp of a free block in a stamped tree, 0 to 2³¹ − 1. */
  static int stamp(Heap tags, int block) {
    return tags.getInt(block + STAMP) >>> 1;
  }

  static void setStamp(Heap tags, int block, int stamp) {
    tags.putInt(block + STAMP, stamp << 1 | STAMPED);
  }
}
