// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * The heap as it is laid out: extents from the bottom up, the handle table from the top down.
 *
 * <pre>
 *   0    first extent                        break                 limit          capacity
 *   +---+------------------------------------+- - - - - - - - - - -+--------------+
 *   |   | extents, used and free, no gaps    |     wilderness      | handle table |
 *   +---+------------------------------------+- - - - - - - - - - -+--------------+
 *                                   grows upward →          ← grows downward
 * </pre>
 *
 * <p>Invariants, checked by the tests after every operation: (I1) extents tile the range from the
 * first one to the break; (I2) P tells the extent before; (I3) no two free extents touch, and none
 * ends at the break; (I4) a free extent's foot equals its header, and the sum of their bytes is
 * known; (I5) each free extent of 16 bytes or more is in the list of its size, or the victim; (I6)
 * each used table entry names one extent, which names it; (I7) the free entries are the list and
 * the spares; (I8) a slab's used slots, its free list and its untouched slots are all its slots;
 * (I9) a packed slab's map is one-to-one; (I10) where a block is locked the heap, and its slab, say
 * that one may be, and locked blocks are counted; (I11) a class lists its slabs with room; (I12)
 * the slab that {@link SlabLists} knows is its class's first.
 */
final class Extents {
  final Heap heap;
  final Heap probe;
  final ExtentSizeCalculator geometry;
  final FreeSpace space;
  final HandleTable table;
  final PlacementListener listener; // NONE when timing

  private boolean mayBeLocked;
  private int lockedBlocks;

  Extents(Heap heap, Heap roots, ExtentSizeCalculator geometry, PlacementListener listener) {
    this.heap = heap;
    this.probe = heap.uncounted();
    this.geometry = geometry;
    this.listener = listener;
    space = new FreeSpace(heap, roots, geometry);
    table = new HandleTable(heap, space, listener);
  }

  /** Whether a block may be locked, or a slab may say that it was: until relief looks again. */
  boolean mayBeLocked() {
    return mayBeLocked;
  }

  void noteMayBeLocked(boolean maybe) {
    mayBeLocked = maybe;
  }

  /** How many blocks are locked. */
  int lockedBlocks() {
    return lockedBlocks;
  }

  /** A block without a lock gets one. */
  void noteLocked() {
    mayBeLocked = true;
    lockedBlocks++;
  }

  /** The last lock of a block ends. */
  void noteUnlocked() {
    lockedBlocks--;
  }

  /**
   * Takes an extent for a new table entry, which is taken afterwards.
   *
   * @return its address, or {@link ExtentBoundaryTag#NO_EXTENT}, with nothing changed, also when no
   *     entry can be had
   */
  int take(int bytes) {
    if (!table.mustGrow()) {
      return space.take(bytes);
    }
    if (!table.canGrow()) {
      return ExtentBoundaryTag.NO_EXTENT;
    }
    int limit = space.limit();
    space.setLimit(limit - HandleTable.ENTRY_BYTES);
    int extent = space.take(bytes);
    space.setLimit(limit);
    return extent;
  }

  /** The largest request that gets an extent of its own now, −1 if none does. Not counted. */
  int largestRequest() {
    int index = table.nextIndex();
    if (index == HandleTable.NO_INDEX) {
      return -1;
    }
    int entry = table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
    int largest = Math.max(space.largestHoleBytes(), space.claimableBytes(entry));
    return geometry.largestRequest(largest, index);
  }

  int bytes(int word) {
    return ExtentBoundaryTag.bytes(word, geometry.unitShift);
  }
}
