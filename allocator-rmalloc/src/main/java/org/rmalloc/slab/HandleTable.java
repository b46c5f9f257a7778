// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * The table from handles to extents, which grows from the heap's top end downward.
 *
 * <pre>
 *   entry i, at capacity - 4 (i + 1), capacity rounded down to 4
 *          31 ................. 2   1   0
 *         +----------------------+-------+
 *         |  address / 4 or next |  tag  |
 *         +----------------------+-------+
 *   tag    0 plain; 1 packed slab, or aligned long block; 2 other long block, or slab with marks;
 *          3 free entry: its next is the next free one's index + 1, 0 ends the list
 * </pre>
 *
 * <p>An entry belongs to a large block or to a whole slab. Up to {@link #SPARES} freed indices are
 * kept as scalars: a block that replaces another takes its entry without touching the list. {@link
 * #shrink} gives back the free entries at the table's low end.
 */
final class HandleTable {
  static final int ENTRY_BYTES = 4;
  static final int PLAIN = 0;
  static final int PACKED = 1; // of slabs
  static final int ALIGNED = 1; // of large blocks
  static final int SPECIAL = 2; // a long block that is not aligned, or a slab with marks
  static final int FREE = 3;

  /** In place of an index: no entry can be had. */
  static final int NO_INDEX = -1;

  private static final int TAG_MASK = 3;
  private static final int SPARES = 4;

  private final Heap heap;
  private final FreeSpace space;
  private final PlacementListener listener; // NONE when timing
  private final int end;
  private int count;
  private int firstFree; // index + 1 of the list's first entry, 0 if it is empty
  private int listed; // entries in the list
  private final int[] spares = new int[SPARES];
  private int spareCount;

  HandleTable(Heap heap, FreeSpace space, PlacementListener listener) {
    this.heap = heap;
    this.space = space;
    this.listener = listener;
    this.end = heap.capacity() & -ENTRY_BYTES;
  }

  /** How many entries there are, used or free. */
  int count() {
    return count;
  }

  /** How many of them are free. */
  int freeCount() {
    return listed + spareCount;
  }

  /** Where the entries end: the heap's capacity, rounded down. */
  int end() {
    return end;
  }

  /** The index that {@link #take} would return, or {@link #NO_INDEX}. */
  int nextIndex() {
    if (spareCount > 0) {
      return spares[spareCount - 1];
    }
    if (firstFree != 0) {
      return firstFree - 1;
    }
    return canGrow() ? count : NO_INDEX;
  }

  /** Whether the next index comes with a new entry, which takes 4 bytes of the wilderness. */
  boolean mustGrow() {
    return spareCount == 0 && firstFree == 0;
  }

  boolean canGrow() {
    return space.wildernessBytes() >= ENTRY_BYTES;
  }

  /** Takes {@link #nextIndex}, whose entry is to be set. */
  int take() {
    if (spareCount > 0) {
      return spares[--spareCount];
    }
    if (firstFree != 0) {
      int index = firstFree - 1;
      firstFree = entry(heap, index) >>> 2;
      listed--;
      return index;
    }
    return grow();
  }

  /** Gives an index back. */
  void release(int index) {
    if (spareCount < SPARES) {
      spares[spareCount++] = index;
      return;
    }
    addToList(index);
  }

  /** Address of the extent of an entry. */
  int extent(int index) {
    return entry(heap, index) & ~TAG_MASK;
  }

  static int extentOf(int entry) {
    return entry & ~TAG_MASK;
  }

  static int tag(int entry) {
    return entry & TAG_MASK;
  }

  int entry(int index) {
    return entry(heap, index);
  }

  int entry(Heap heap, int index) {
    return heap.getInt(addressOf(index));
  }

  void set(int index, int extent, int tag) {
    heap.putInt(addressOf(index), extent | tag);
  }

  /**
   * Gives the free entries at the low end back to the wilderness. O(entries) if there are any, or
   * if there are entries that short headers have no room for: then the lowest free index is taken
   * first.
   */
  void shrink() {
    while (spareCount > 0) {
      addToList(spares[--spareCount]);
    }
    int kept = count;
    while (kept > 0 && tag(entry(heap, kept - 1)) == FREE) {
      kept--;
    }
    if (kept < count || count > ExtentBoundaryTag.INDEX_LIMIT) {
      truncate(kept);
    }
  }

  /**
   * How many entries {@link #shrink} would give back, were some released before. Not counted;
   * O(that).
   */
  int shrinkable(Heap probe, long[] released, int releasedCount) {
    int kept = count;
    while (kept > 0 && isFree(probe, kept - 1, released, releasedCount)) {
      kept--;
    }
    return count - kept;
  }

  /** The index that would be taken next after that. Not counted; O(entries). */
  int lowestFree(Heap probe, long[] released, int releasedCount, int shrunk) {
    int index = 0;
    while (index < count - shrunk && !isFree(probe, index, released, releasedCount)) {
      index++;
    }
    return index;
  }

  private boolean isFree(Heap probe, int index, long[] released, int releasedCount) {
    if (tag(entry(probe, index)) == FREE || isSpare(index)) {
      return true;
    }
    for (int i = 0; i < releasedCount; i++) {
      if (released[i] == index) {
        return true;
      }
    }
    return false;
  }

  boolean isSpare(int index) {
    for (int i = 0; i < spareCount; i++) {
      if (spares[i] == index) {
        return true;
      }
    }
    return false;
  }

  private int grow() {
    int index = count++;
    int low = addressOf(index);
    space.setLimit(low);
    if (listener != PlacementListener.NONE) {
      listener.reserved(low, low + ENTRY_BYTES);
    }
    return index;
  }

  private void truncate(int kept) {
    int oldLow = space.limit();
    count = kept;
    firstFree = 0;
    listed = 0;
    for (int index = kept - 1; index >= 0; index--) {
      if (tag(entry(heap, index)) == FREE) {
        addToList(index);
      }
    }
    space.setLimit(end - ENTRY_BYTES * kept);
    if (listener != PlacementListener.NONE && oldLow < space.limit()) {
      listener.released(oldLow, space.limit());
    }
  }

  private void addToList(int index) {
    heap.putInt(addressOf(index), firstFree << 2 | FREE);
    firstFree = index + 1;
    listed++;
  }

  private int addressOf(int index) {
    return end - ENTRY_BYTES * (index + 1);
  }
}
