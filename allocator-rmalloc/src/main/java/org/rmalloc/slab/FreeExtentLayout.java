// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * A free extent.
 *
 * <pre>
 *   byte 0         4        8          12        16        20       24          size - 4
 *        +---------+--------+----------+---------+---------+--------+-- - - - --+------+
 *        | header  |  next  | previous | child 0 | child 1 | parent |           | foot |
 *        +---------+--------+----------+---------+---------+--------+-- - - - --+------+
 *   header            ExtentBoundaryTag, kind free; the extent before a free one is always used
 *   next, previous    from {@link #MIN_LISTED_BYTES} on: neighbours in the list of its size
 *   children, parent  from {@link #MIN_TRIE_BYTES} on: see {@link SizeTrie}
 *   foot              size in units, shifted as in the header; the header itself in an extent of 4
 * </pre>
 *
 * <p>An extent too small for its links is in no list. It is found again when a neighbour is freed.
 */
final class FreeExtentLayout {
  static final int NEXT = 4;
  static final int PREVIOUS = 8;
  static final int CHILDREN = 12;
  static final int PARENT = 20;

  static final int MIN_LISTED_BYTES = 16;
  static final int MIN_TRIE_BYTES = 256;

  private FreeExtentLayout() {}

  /** Writes header and foot. */
  static void write(Heap heap, int extent, int bytes, int unitShift) {
    int word = ExtentBoundaryTag.wide(ExtentBoundaryTag.FREE, bytes, unitShift);
    heap.putInt(extent, word);
    if (bytes > 4) {
      heap.putInt(extent + bytes - 4, word);
    }
  }

  /** Size of the free extent that ends at {@code end}. */
  static int bytesBefore(Heap heap, int end, int unitShift) {
    return heap.getInt(end - 4) >>> ExtentBoundaryTag.UNITS_SHIFT << unitShift;
  }

  static int bytes(Heap heap, int extent, int unitShift) {
    return heap.getInt(extent) >>> ExtentBoundaryTag.UNITS_SHIFT << unitShift;
  }

  static int next(Heap heap, int extent) {
    return heap.getInt(extent + NEXT);
  }

  static void setNext(Heap heap, int extent, int next) {
    heap.putInt(extent + NEXT, next);
  }

  static int previous(Heap heap, int extent) {
    return heap.getInt(extent + PREVIOUS);
  }

  static void setPrevious(Heap heap, int extent, int previous) {
    heap.putInt(extent + PREVIOUS, previous);
  }

  static int child(Heap heap, int extent, int side) {
    return heap.getInt(extent + CHILDREN + 4 * side);
  }

  static void setChild(Heap heap, int extent, int side, int child) {
    heap.putInt(extent + CHILDREN + 4 * side, child);
  }

  static int parent(Heap heap, int extent) {
    return heap.getInt(extent + PARENT);
  }

  static void setParent(Heap heap, int extent, int parent) {
    heap.putInt(extent + PARENT, parent);
  }
}
