// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * The word that heads every extent, used or free: Knuth's boundary tag (TAOCP 1, §2.5, exercise
 * 19), with the bit for the extent before that Lea's malloc has.
 *
 * <pre>
 *   bits     0-2     3   4 ........ 17   18 ........ 31
 *         +--------+---+---------------+----------------+
 *         |  kind  | P |     units     |     detail     |   short block, slab
 *         +--------+---+---------------+----------------+
 *         |  kind  | P |             units              |   long block, free extent
 *         +--------+---+--------------------------------+
 *   kind     0 free, 1 short block, 2 long block, 3 slab; + 4 for a locked block, and for a free
 *            extent that a compaction has claimed: it is in no list for the time being
 *   P        the extent before is used, or there is none
 *   units    size of the extent, header included, in units of the alignment
 *   detail   short block: its table index; while locked, the depth of its locks.
 *            slab: how many of its slots are locked
 *
 *   short block   +0 header   +4 payload
 *   long block    see LongBlockHeader
 *   free extent   see FreeExtentLayout
 * </pre>
 *
 * <p>A locked block cannot move, so its way back to the table is not needed: its lock depth takes
 * that place, and an unlock gets the index from the handle. Locks cost no byte.
 */
final class ExtentBoundaryTag {
  static final int FREE = 0;
  static final int SHORT = 1;
  static final int LONG = 2;
  static final int SLAB = 3;
  static final int LOCKED = 4;
  static final int CLAIMED = 4;

  static final int KIND_MASK = 7;
  static final int PREVIOUS_USED = 8;

  static final int UNITS_SHIFT = 4;
  static final int DETAIL_SHIFT = 18;
  static final int MAX_COMPACT_UNITS = (1 << (DETAIL_SHIFT - UNITS_SHIFT)) - 1;

  /** The first table index that a short block has no room for. */
  static final int INDEX_LIMIT = 1 << (Integer.SIZE - DETAIL_SHIFT);

  /** One more in the detail. */
  static final int ONE_DETAIL = 1 << DETAIL_SHIFT;

  /** In place of an extent's address. */
  static final int NO_EXTENT = 0;

  private static final int COMPACT = 1; // set in the kinds that have a detail

  private ExtentBoundaryTag() {}

  static int word(Heap heap, int extent) {
    return heap.getInt(extent);
  }

  static void setWord(Heap heap, int extent, int word) {
    heap.putInt(extent, word);
  }

  /** A header whose extent before is used. */
  static int compact(int kind, int bytes, int unitShift, int detail) {
    return kind | PREVIOUS_USED | bytes >>> unitShift << UNITS_SHIFT | detail << DETAIL_SHIFT;
  }

  /** A header whose extent before is used. */
  static int wide(int kind, int bytes, int unitShift) {
    return kind | PREVIOUS_USED | bytes >>> unitShift << UNITS_SHIFT;
  }

  static int kind(int word) {
    return word & KIND_MASK;
  }

  static boolean isFree(int word) {
    return (word & KIND_MASK) == FREE;
  }

  static boolean isClaimed(int word) {
    return (word & KIND_MASK) == CLAIMED;
  }

  static boolean isSlab(int word) {
    return (word & KIND_MASK) == SLAB;
  }

  static boolean isLong(int word) {
    return (word & 3) == LONG;
  }

  static boolean isPreviousUsed(int word) {
    return (word & PREVIOUS_USED) != 0;
  }

  /** Whether an extent must stay where it is: a locked block, or a slab with a locked slot. */
  static boolean isPinned(int word) {
    return isSlab(word) ? detail(word) != 0 : (word & LOCKED) != 0;
  }

  /** Bytes of the extent. */
  static int bytes(int word, int unitShift) {
    int units = word >>> UNITS_SHIFT;
    return ((word & COMPACT) != 0 ? units & MAX_COMPACT_UNITS : units) << unitShift;
  }

  static int detail(int word) {
    return word >>> DETAIL_SHIFT;
  }

  /** The same header with another detail. */
  static int withDetail(int word, int detail) {
    return (word & ((1 << DETAIL_SHIFT) - 1)) | (detail << DETAIL_SHIFT);
  }

  /** The same header of another size. */
  static int withBytes(int word, int bytes, int unitShift) {
    int mask = (word & COMPACT) != 0 ? MAX_COMPACT_UNITS << UNITS_SHIFT : -1 << UNITS_SHIFT;
    return (word & ~mask) | (bytes >>> unitShift << UNITS_SHIFT);
  }
}
