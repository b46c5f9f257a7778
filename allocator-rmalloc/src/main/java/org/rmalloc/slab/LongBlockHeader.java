// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * The header of a long block: one that is too large for a short header, has an index too large for
 * it, outgrew its slot, or is aligned to more than the heap's alignment.
 *
 * <pre>
 *   +0    extent header
 *   +4    identity   0 ........... 27   28 ....... 31
 *                   +-----------------+---------------+
 *                   | index, or depth | log2 of the   |
 *                   |                 | alignment     |
 *                   +-----------------+---------------+
 *   +8    owner
 *   +12   payload, +20 where the alignment is 16; of an aligned block, the first multiple of its
 *         alignment from there on
 *
 *   index      in the table; while the block is locked, the depth of its locks
 *   alignment  the log is 0 of a block that is aligned as every payload is
 *   owner      0; of a block that outgrew its slot the table index of the slab shifted left by
 *              BlockHandle.SLOT_BITS, plus the slot, plus 1
 * </pre>
 *
 * <p>The extent of an aligned block is so large that it holds the block wherever it begins. So any
 * hole of its size will do, and compaction looks at sizes alone. The price is up to the alignment
 * in bytes.
 */
final class LongBlockHeader {
  private static final int IDENTITY = 4;
  private static final int OWNER = 8;
  private static final int ALIGNMENT_SHIFT = 28;
  private static final int INDEX_MASK = (1 << ALIGNMENT_SHIFT) - 1;

  private LongBlockHeader() {}

  static int identity(Heap heap, int extent) {
    return heap.getInt(extent + IDENTITY);
  }

  static void setIdentity(Heap heap, int extent, int identity) {
    heap.putInt(extent + IDENTITY, identity);
  }

  static int identity(int index, int log2Alignment) {
    return index | log2Alignment << ALIGNMENT_SHIFT;
  }

  /** The table index, or the depth of the locks. */
  static int index(int identity) {
    return identity & INDEX_MASK;
  }

  /** The same identity with another index, or depth. */
  static int withIndex(int identity, int index) {
    return (identity & ~INDEX_MASK) | index;
  }

  static int log2Alignment(int identity) {
    return identity >>> ALIGNMENT_SHIFT;
  }

  static int owner(Heap heap, int extent) {
    return heap.getInt(extent + OWNER);
  }

  static void setOwner(Heap heap, int extent, int owner) {
    heap.putInt(extent + OWNER, owner);
  }
}
