// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * Free extents below {@link FreeExtentLayout#MIN_TRIE_BYTES} bytes: a bin for each size (Lea's
 * small bins), doubly linked, last freed first. A map of 64 bits tells the bins that are not empty.
 * O(1).
 */
final class SmallBins {
  private static final int NONE = ExtentBoundaryTag.NO_EXTENT;

  private final Heap heap;
  private final Heap roots;
  private final int unitShift;
  private final int firstUnits;
  private long occupied; // bit u: there are free extents of u units

  /** Bins whose heads are at the start of {@code roots}. */
  SmallBins(Heap heap, Heap roots, int unitShift) {
    this.heap = heap;
    this.roots = roots;
    this.unitShift = unitShift;
    this.firstUnits = FreeExtentLayout.MIN_LISTED_BYTES >>> unitShift;
  }

  /** Bytes of the heads. */
  static int rootBytes(int unitShift) {
    return 4
        * ((FreeExtentLayout.MIN_TRIE_BYTES - FreeExtentLayout.MIN_LISTED_BYTES) >>> unitShift);
  }

  long occupied() {
    return occupied;
  }

  /** The first extent of a size that there is. */
  int first(int bytes) {
    return head(bytes >>> unitShift);
  }

  private int head(int units) {
    return roots.getInt(4 * (units - firstUnits));
  }

  void insert(int extent, int bytes) {
    int units = bytes >>> unitShift;
    int next = (occupied >>> units & 1) == 0 ? NONE : head(units);
    FreeExtentLayout.setNext(heap, extent, next);
    FreeExtentLayout.setPrevious(heap, extent, NONE);
    if (next == NONE) {
      occupied |= 1L << units;
    } else {
      FreeExtentLayout.setPrevious(heap, next, extent);
    }
    setHead(units, extent);
  }

  void remove(int extent, int bytes) {
    int next = FreeExtentLayout.next(heap, extent);
    int previous = FreeExtentLayout.previous(heap, extent);
    if (next != NONE) {
      FreeExtentLayout.setPrevious(heap, next, previous);
    }
    if (previous != NONE) {
      FreeExtentLayout.setNext(heap, previous, next);
    } else {
      noteFirst(bytes >>> unitShift, next);
    }
  }

  /**
   * Takes an extent of exactly so many bytes; {@link ExtentBoundaryTag#NO_EXTENT} if there is none.
   */
  int takeExact(int bytes) {
    int units = bytes >>> unitShift;
    return (occupied >>> units & 1) == 0 ? NONE : takeFirst(units);
  }

  /** The smallest size of at least {@code bytes} that there is, 0 if there is none. */
  int bestFitBytes(int bytes) {
    long above = occupied & -1L << (bytes >>> unitShift);
    return above == 0 ? 0 : Long.numberOfTrailingZeros(above) << unitShift;
  }

  /** The largest size that there is, 0 if there is none. */
  int largestBytes() {
    return occupied == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(occupied)) << unitShift;
  }

  private int takeFirst(int units) {
    int extent = head(units);
    int next = FreeExtentLayout.next(heap, extent);
    noteFirst(units, next);
    if (next != NONE) {
      FreeExtentLayout.setPrevious(heap, next, NONE);
    }
    return extent;
  }

  private void noteFirst(int units, int first) {
    if (first == NONE) {
      occupied &= ~(1L << units);
    } else {
      setHead(units, first);
    }
  }

  private void setHead(int units, int extent) {
    roots.putInt(4 * (units - firstUnits), extent);
  }
}
