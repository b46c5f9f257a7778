// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BlockHeader.NO_BLOCK;

import org.rmalloc.heap.Heap;

/**
 * Free blocks below {@link BlockSize#MIN_LARGE_BYTES}: a bin for each multiple of 8, last in first
 * out, and a map that says which are not empty.
 *
 * <pre>
 *   block + 4   the next block of the bin, or 0
 *   block + 8   the one before, or 0
 *   roots + 4 i the first block of bin i, which holds blocks of 8 i bytes
 * </pre>
 *
 * <p>Deviation from C, placing nothing differently: lists end in 0 instead of a ring through the
 * bin's head. Invariant (I1): bit i of the map is set exactly when bin i holds a block. O(1) each.
 */
final class SmallBins {
  static final int BIN_COUNT = 32;

  /** Bytes of list heads. */
  static final int ROOT_BYTES = 4 * BIN_COUNT;

  static final int NEXT = 4;
  static final int PREVIOUS = 8;

  private static final int SIZE_SHIFT = 3;

  private final Heap roots;
  private int map;

  /** Empty bins; their heads are {@link #ROOT_BYTES} bytes of {@code roots}. */
  SmallBins(Heap roots) {
    this.roots = roots;
  }

  static int indexOf(int sizeBytes) {
    return sizeBytes >>> SIZE_SHIFT;
  }

  static int sizeBytes(int index) {
    return index << SIZE_SHIFT;
  }

  /** Which bins from {@code index} on hold a block: bit 0 is that bin's own. */
  int mapFrom(int index) {
    return map >>> index;
  }

  /** The largest block's size, 0 when all bins are empty. Counts nothing. */
  int largestBytes() {
    return map == 0 ? 0 : sizeBytes(31 - Integer.numberOfLeadingZeros(map));
  }

  void insert(Heap heap, int block, int sizeBytes) {
    int index = indexOf(sizeBytes);
    int first = first(index);
    map |= 1 << index;
    setFirst(index, block);
    heap.putInt(block + NEXT, first);
    heap.putInt(block + PREVIOUS, NO_BLOCK);
    if (first != NO_BLOCK) {
      heap.putInt(first + PREVIOUS, block);
    }
  }

  /** Removes and returns the first block of bin {@code index}, which is not empty. */
  int removeFirst(Heap heap, int index) {
    int block = first(index);
    removeFirst(heap, index, block);
    return block;
  }

  /** Removes a block wherever it is in its bin. */
  void remove(Heap heap, int block, int sizeBytes) {
    int previous = heap.getInt(block + PREVIOUS);
    if (previous == NO_BLOCK) {
      removeFirst(heap, indexOf(sizeBytes), block);
    } else {
      int next = heap.getInt(block + NEXT);
      heap.putInt(previous + NEXT, next);
      if (next != NO_BLOCK) {
        heap.putInt(next + PREVIOUS, previous);
      }
    }
  }

  private void removeFirst(Heap heap, int index, int block) {
    int next = heap.getInt(block + NEXT);
    setFirst(index, next);
    if (next == NO_BLOCK) {
      map &= ~(1 << index);
    } else {
      heap.putInt(next + PREVIOUS, NO_BLOCK);
    }
  }

  /** The first block of a bin, or 0. */
  int first(int index) {
    return roots.getInt(4 * index);
  }

  private void setFirst(int index, int block) {
    roots.putInt(4 * index, block);
  }
}
