// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * Free blocks by size: slot k lists those of 2<sup>k</sup> to 2<sup>k+1</sup> − 1 bytes, last freed
 * first.
 *
 * <p>The list heads, 4 bytes each and one for each power of two up to the heap's capacity, lie at
 * the heap's bottom; the links lie in the blocks' {@link FreeListFooter}s. Singly linked: the first
 * block of a list is taken in O(1), a later one only by going through the list.
 *
 * <p>Deviations from the original: a block that fits exactly is taken (there it was lost), and the
 * lowest non-empty slot is found in a word of bits, not by looking at one head after another.
 */
final class FreeLists {
  private static final int HEAD_BYTES = 4;
  private static final int UNKNOWN = Integer.MAX_VALUE; // larger than any block

  private final Heap heap;
  private final Heap probe;
  private int occupied; // bit k: slot k is not empty

  // What a probe found out: the largest block's size, and how many blocks have it. Kept true while
  // that is cheap, else UNKNOWN until the next probe. No allocation depends on it.
  private int largest = UNKNOWN;
  private int largestCount;

  FreeLists(Heap heap) {
    this.heap = heap;
    this.probe = heap.uncounted();
  }

  /** Bytes of the list heads of a heap: 4 · (⌊log2 capacity⌋ + 1). */
  static int headBytes(int capacity) {
    return HEAD_BYTES * (slotOf(capacity) + 1);
  }

  static int slotOf(int size) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size);
  }

  /** Address of a slot's list head. */
  static int headOf(int slot) {
    return HEAD_BYTES * slot;
  }

  int occupied() {
    return occupied;
  }

  /** Puts a free block on its list. O(1). */
  void push(int header, int memory, int size) {
    int slot = slotOf(size);
    int head = headOf(slot);
    int tail = memory + size - FreeListFooter.BYTES;
    FreeListFooter.write(heap, tail, header, heap.getInt(head));
    heap.putInt(head, tail);
    occupied |= 1 << slot;
    if (size >= largest) {
      noteAdded(size);
    }
  }

  /**
   * Takes a block of at least {@code size} bytes off its list: the first of the lowest non-empty
   * slot above that of {@code size}, else the first that is large enough in that slot. O(1) for the
   * former, O(length of the list) for the latter.
   *
   * @return its header, or {@link BlockHeader#NO_BLOCK}
   */
  int take(int size) {
    int slot = slotOf(size);
    int above = occupied & (-2 << slot);
    if (above != 0) {
      return takeFirst(Integer.numberOfTrailingZeros(above));
    }
    return (occupied & (1 << slot)) == 0 ? BlockHeader.NO_BLOCK : takeFirstFit(slot, size);
  }

  /** Empties every list. The blocks are not touched. */
  void clear() {
    for (int slots = occupied; slots != 0; slots &= slots - 1) {
      heap.putInt(headOf(Integer.numberOfTrailingZeros(slots)), FreeListFooter.NO_BLOCK);
    }
    occupied = 0;
    largest = UNKNOWN;
  }

  /**
   * The size of the largest block, −1 if there is none. Not counted. O(1) while the largest block
   * stays; the highest list is gone through once after it was taken.
   */
  int largest() {
    if (occupied == 0) {
      return -1;
    }
    if (largest == UNKNOWN) {
      findLargest();
    }
    return largest;
  }

  private int takeFirst(int slot) {
    int head = headOf(slot);
    int tail = heap.getInt(head);
    int next = FreeListFooter.next(heap, tail);
    heap.putInt(head, next);
    int header = FreeListFooter.header(heap, tail);
    noteTaken(slot, next == FreeListFooter.NO_BLOCK, header);
    return header;
  }

  private int takeFirstFit(int slot, int size) {
    int head = headOf(slot);
    int link = head;
    for (int tail = heap.getInt(link); tail != FreeListFooter.NO_BLOCK; tail = heap.getInt(link)) {
      int header = FreeListFooter.header(heap, tail);
      if (BlockHeader.size(heap, header) >= size) {
        int next = FreeListFooter.next(heap, tail);
        heap.putInt(link, next);
        noteTaken(slot, link == head && next == FreeListFooter.NO_BLOCK, header);
        return header;
      }
      link = tail + FreeListFooter.NEXT;
    }
    return BlockHeader.NO_BLOCK;
  }

  private void noteTaken(int slot, boolean emptied, int header) {
    if (emptied) {
      occupied &= ~(1 << slot);
    }
    if (largest != UNKNOWN && BlockHeader.size(probe, header) == largest && --largestCount == 0) {
      largest = UNKNOWN;
    }
  }

  private void noteAdded(int size) {
    largestCount = size == largest ? largestCount + 1 : 1;
    largest = size;
  }

  private void findLargest() {
    int slot = slotOf(occupied);
    largest = 0;
    for (int tail = probe.getInt(headOf(slot));
        tail != FreeListFooter.NO_BLOCK;
        tail = FreeListFooter.next(probe, tail)) {
      int size = BlockHeader.size(probe, FreeListFooter.header(probe, tail));
      if (size >= largest) {
        noteAdded(size);
      }
    }
  }
}
