// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * The header of a block, packed and unaligned, in the {@linkplain BlockHeaderTable table} at the
 * heap's top end.
 *
 * <pre>
 *   byte  0        4        8       9        13       17
 *         +--------+--------+-------+--------+--------+
 *         | memory |  size  | flags |  next  | unused |
 *         +--------+--------+-------+--------+--------+
 *   memory   address of the block's first byte
 *   size     bytes of the block, {@link #MIN_BLOCK_BYTES} or more
 *   flags    bit 0: the block is used; bit 1: the header is unused, or where bit 0 is set, the
 *            block is an {@link AlignedBlock}; bits 2-7: lock depth, 0 to 63
 *   next     header of the next block by address, {@link #NO_BLOCK} in the last one
 *   unused   next unused header; absent from a header of {@link #PLAIN_BYTES} bytes
 * </pre>
 *
 * <p>A header's own address is the block's handle: the block may move, its header never does.
 */
final class BlockHeader {
  static final int MEMORY = 0;
  static final int SIZE = 4;
  static final int FLAGS = 8;
  static final int NEXT = 9;
  static final int NEXT_UNUSED = 13;

  /** Bytes of a header without the link to the next unused one. */
  static final int PLAIN_BYTES = 13;

  /** Bytes of a header with it. */
  static final int LINKED_BYTES = 17;

  /** In place of a header: the list heads lie at address 0. */
  static final int NO_BLOCK = 0;

  /** The smallest block, in bytes: a free one holds its {@link FreeListFooter}. */
  static final int MIN_BLOCK_BYTES = FreeListFooter.BYTES;

  /** Flags of a free block. */
  static final int FREE = 0b00;

  /** Flags of a used block that is not locked. */
  static final int USED = 0b01;

  /** Flags of a header without a block. */
  static final int UNUSED = 0b10;

  /** Added to the flags of a used block that is an {@link AlignedBlock}. */
  static final int ALIGNED = 0b10;

  /** One lock, added to the flags of a used block. */
  static final int LOCK = 0b100;

  private static final int LOCK_SHIFT = 2;

  private BlockHeader() {}

  static int memory(Heap heap, int header) {
    return heap.getInt(header + MEMORY);
  }

  static void setMemory(Heap heap, int header, int memory) {
    heap.putInt(header + MEMORY, memory);
  }

  static int size(Heap heap, int header) {
    return heap.getInt(header + SIZE);
  }

  static void setSize(Heap heap, int header, int size) {
    heap.putInt(header + SIZE, size);
  }

  static int flags(Heap heap, int header) {
    return heap.getByte(header + FLAGS);
  }

  static void setFlags(Heap heap, int header, int flags) {
    heap.putByte(header + FLAGS, flags);
  }

  static int next(Heap heap, int header) {
    return heap.getInt(header + NEXT);
  }

  static void setNext(Heap heap, int header, int next) {
    heap.putInt(header + NEXT, next);
  }

  static int nextUnused(Heap heap, int header) {
    return heap.getInt(header + NEXT_UNUSED);
  }

  static void setNextUnused(Heap heap, int header, int next) {
    heap.putInt(header + NEXT_UNUSED, next);
  }

  /** Writes every field but the link to the next unused header. */
  static void write(Heap heap, int header, int memory, int size, int flags, int next) {
    setMemory(heap, header, memory);
    setSize(heap, header, size);
    setFlags(heap, header, flags);
    setNext(heap, header, next);
  }

  static boolean isUsed(int flags) {
    return (flags & USED) != 0;
  }

  static boolean isUsedAndUnlocked(int flags) {
    return (flags & ~ALIGNED) == USED;
  }

  static boolean isAligned(int flags) {
    return (flags & (USED | ALIGNED)) == (USED | ALIGNED);
  }

  static boolean isLocked(int flags) {
    return flags >= LOCK;
  }

  static int lockDepth(int flags) {
    return flags >>> LOCK_SHIFT;
  }
}
