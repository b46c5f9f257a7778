// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import org.rmalloc.heap.Heap;

/**
 * The header of a block and the footer of a free one: boundary tags (Knuth, TAOCP 1, §2.5), by
 * which the neighbours of a block are found in O(1).
 *
 * <pre>
 *   every block   +0       size, a multiple of 8 | used (bit 1) | previous used (bit 0)
 *   used          +4       payload, which takes the place of a footer, too
 *   free          +4       links: see {@link SmallBins} and {@link TreeBins}
 *                 end-4    footer: the size again, by which the block behind finds the start
 * </pre>
 *
 * <p>A block is named by the address of its header, which is 4 more than a multiple of 8, so that
 * payloads are aligned and no block is at address 0. (In C a chunk starts 4 bytes lower, at the
 * footer before it; what a block takes is the same.)
 */
final class BlockHeader {
  /** No block: the bytes below {@link #FIRST_BLOCK} hold none. */
  static final int NO_BLOCK = 0;

  /** The address of the first block; the bytes below it align payloads. */
  static final int FIRST_BLOCK = 4;

  static final int HEADER_BYTES = 4;

  private static final int PREVIOUS_USED = 0b01;
  private static final int USED = 0b10;
  private static final int SIZE_MASK = ~0b111;
  private static final int FOOTER = -4; // from the next block's header

  private BlockHeader() {}

  /** The payload's address. */
  static int payload(int block) {
    return block + HEADER_BYTES;
  }

  /** The block of a payload's address. */
  static int blockOf(int payload) {
    return payload - HEADER_BYTES;
  }

  /** Size and flags, for {@link #sizeOf} and its siblings: one load for all of them. */
  static int header(Heap heap, int block) {
    return heap.getInt(block);
  }

  static int sizeOf(int header) {
    return header & SIZE_MASK;
  }

  static boolean isUsed(int header) {
    return (header & USED) != 0;
  }

  static boolean isPreviousUsed(int header) {
    return (header & PREVIOUS_USED) != 0;
  }

  static int size(Heap heap, int block) {
    return sizeOf(header(heap, block));
  }

  /** The size of the block before, which is free. */
  static int previousSize(Heap heap, int block) {
    return heap.getInt(block + FOOTER);
  }

  /** Makes a used block of bytes that were free up to {@code sizeBytes} or further. */
  static void setUsed(Heap heap, int block, int sizeBytes) {
    heap.putInt(block, sizeBytes | PREVIOUS_USED | USED);
  }

  /** Makes a used block of a whole free block, and flags that in the next block. */
  static void setUsedAndFlagNext(Heap heap, int block, int sizeBytes) {
    setUsed(heap, block, sizeBytes);
    flagPreviousUsed(heap, block + sizeBytes);
  }

  /** Gives a used block another size, and flags in the next block that this one is used. */
  static void resizeUsed(Heap heap, int block, int sizeBytes) {
    heap.putInt(block, (header(heap, block) & PREVIOUS_USED) | sizeBytes | USED);
    flagPreviousUsed(heap, block + sizeBytes);
  }

  /** Makes a free block between a used block and one whose flag says already that it is free. */
  static void setFree(Heap heap, int block, int sizeBytes) {
    heap.putInt(block, sizeBytes | PREVIOUS_USED);
    heap.putInt(block + sizeBytes + FOOTER, sizeBytes);
  }

  /** Makes a free block behind a used one, and flags that in the next block. */
  static void setFreeAndFlagNext(Heap heap, int block, int sizeBytes) {
    int next = block + sizeBytes;
    heap.putInt(next, header(heap, next) & ~PREVIOUS_USED);
    setFree(heap, block, sizeBytes);
  }

  /** Writes the header of the top, which has no footer and is never in use. */
  static void setTop(Heap heap, int block, int sizeBytes) {
    heap.putInt(block, sizeBytes | PREVIOUS_USED);
  }

  /** Writes the word behind the top, once; nobody reads its flags. */
  static void setTopFooter(Heap heap, int block, int sizeBytes) {
    heap.putInt(block, sizeBytes);
  }

  private static void flagPreviousUsed(Heap heap, int next) {
    heap.putInt(next, header(heap, next) | PREVIOUS_USED);
  }
}
