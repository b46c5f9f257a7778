// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * Finds where a hole of a given size is had for the fewest bytes moved.
 *
 * <p>A <b>window</b> is a run of neighbouring extents, none pinned, that begins with a free one. It
 * is emptied in one of two ways: its used extents <b>slide</b> to its start, which takes enough
 * free bytes in it; or they are <b>evicted</b> to holes elsewhere, which takes enough bytes in all,
 * and one hole outside that could hold everything evicted, so that it cannot fail. One sweep over
 * all headers with two pointers for each way finds the cheapest of either. O(extents) loads.
 */
final class WindowSearch {
  /** In place of a window's start: there is none. */
  static final int NONE = ExtentHeader.NO_EXTENT;

  private final Extents extents;
  private final Heap heap;
  private final FreeSpace space;

  private int bestStart;
  private int bestBytes; // used bytes of the best window
  private boolean bestEvicts;

  // The two largest holes below the break.
  private int largestHole;
  private int largestHoleBytes;
  private int secondHole;
  private int secondHoleBytes;

  private int largestGapBytes; // the most free bytes between two pinned extents

  WindowSearch(Extents extents) {
    this.extents = extents;
    this.heap = extents.heap;
    this.space = extents.space;
  }

  /** Where the window found begins, or {@link #NONE}. */
  int start() {
    return bestStart;
  }

  /** Whether its extents are to be evicted; otherwise they slide. */
  boolean evicts() {
    return bestEvicts;
  }

  /** Bytes of its used extents. */
  int usedBytes() {
    return bestBytes;
  }

  /**
   * Looks for the cheapest window. Where blocks are locked, none is evicted that would leave a
   * larger hole than sliding could: what the last resort comes to is what {@code maxmem} promises,
   * and no more may be had.
   *
   * @param neededBytes what the hole must have, {@link FreeExtent#MIN_LISTED_BYTES} or more
   * @param policy which windows may be chosen
   */
  void find(int neededBytes, CompactionPolicy policy) {
    bestStart = NONE;
    bestBytes = Integer.MAX_VALUE;
    if (policy.slides()) {
      findSlide(neededBytes);
    }
    if (policy.evicts()) {
      findLargestHoles();
      findEviction(neededBytes);
    }
  }

  private void findSlide(int neededBytes) {
    int left = NONE;
    int free = 0;
    int used = 0;
    int end = space.end();
    for (int at = extents.geometry.firstExtent; at < end; ) {
      int word = ExtentHeader.word(heap, at);
      int bytes = extents.bytes(word);
      if (ExtentHeader.isFree(word)) {
        left = left == NONE ? at : left;
        free += bytes;
        while (free >= neededBytes) {
          note(left, used, false);
          int leftBytes = extents.bytes(ExtentHeader.word(heap, left));
          free -= leftBytes;
          left += leftBytes;
          if (free < neededBytes && left > at) {
            left = NONE;
            break;
          }
          int skipped = usedFrom(left, at);
          left += skipped;
          used -= skipped;
        }
      } else if (ExtentHeader.isPinned(word)) {
        left = NONE;
        free = 0;
        used = 0;
      } else if (left != NONE) {
        used += bytes;
      }
      at += bytes;
    }
    int entry = extents.table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
    free += space.claimableBytes() - entry;
    while (left != NONE && free >= neededBytes) {
      note(left, used, false);
      int leftBytes = extents.bytes(ExtentHeader.word(heap, left));
      free -= leftBytes;
      left += leftBytes;
      int skipped = usedFrom(left, end);
      left += skipped;
      used -= skipped;
      left = left >= end ? NONE : left;
    }
  }

  /** Bytes of the used extents from {@code from} up to the next free one, or {@code end}. */
  private int usedFrom(int from, int end) {
    int at = from;
    while (at < end) {
      int word = ExtentHeader.word(heap, at);
      if (ExtentHeader.isFree(word)) {
        break;
      }
      at += extents.bytes(word);
    }
    return at - from;
  }

  private void findEviction(int neededBytes) {
    int left = NONE;
    int used = 0;
    int end = space.end();
    int limit = largestOutside(end, end);
    for (int at = extents.geometry.firstExtent; at < end; ) {
      int word = ExtentHeader.word(heap, at);
      int bytes = extents.bytes(word);
      boolean isFree = ExtentHeader.isFree(word);
      if (!isFree && (ExtentHeader.isPinned(word) || bytes > limit)) {
        left = NONE;
        used = 0;
      } else if (isFree) {
        left = left == NONE ? at : left;
      } else if (left != NONE) {
        used += bytes;
      }
      at += bytes;
      while (left != NONE && at - left >= neededBytes) {
        if (used + FreeExtent.MIN_LISTED_BYTES <= largestOutside(left, at) && mayLeave(left, at)) {
          note(left, used, true);
        }
        left += extents.bytes(ExtentHeader.word(heap, left));
        int skipped = usedFrom(left, at);
        left += skipped;
        used -= skipped;
        left = left >= at ? NONE : left;
      }
    }
  }

  /** Whether a window may become a hole, with what is free behind it. */
  private boolean mayLeave(int from, int to) {
    if (!extents.mayBeLocked()) {
      return true;
    }
    int behind = 0;
    if (to == space.end()) {
      behind = space.claimableBytes();
    } else {
      int word = ExtentHeader.word(heap, to);
      behind = ExtentHeader.isFree(word) ? extents.bytes(word) : 0;
    }
    return to - from + behind <= largestGapBytes;
  }

  private void note(int start, int used, boolean evicts) {
    if (used < bestBytes) {
      bestStart = start;
      bestBytes = used;
      bestEvicts = evicts;
    }
  }

  /** The larger of the wilderness and those of the two largest holes that lie outside a window. */
  private int largestOutside(int from, int to) {
    int entry = extents.table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
    int wilderness = space.claimableBytes() - entry;
    if (largestHole < from || largestHole >= to) {
      return Math.max(largestHoleBytes, wilderness);
    }
    boolean isSecondOutside = secondHole < from || secondHole >= to;
    return isSecondOutside ? Math.max(secondHoleBytes, wilderness) : wilderness;
  }

  private void findLargestHoles() {
    largestHole = NONE;
    largestHoleBytes = 0;
    secondHole = NONE;
    secondHoleBytes = 0;
    largestGapBytes = 0;
    int gap = 0;
    for (int at = extents.geometry.firstExtent; at < space.end(); ) {
      int word = ExtentHeader.word(heap, at);
      int bytes = extents.bytes(word);
      if (ExtentHeader.isFree(word) && bytes > largestHoleBytes) {
        secondHole = largestHole;
        secondHoleBytes = largestHoleBytes;
        largestHoleBytes = bytes;
        largestHole = at;
      } else if (ExtentHeader.isFree(word) && bytes > secondHoleBytes) {
        secondHole = at;
        secondHoleBytes = bytes;
      }
      if (ExtentHeader.isFree(word)) {
        gap += bytes;
      } else if (ExtentHeader.isPinned(word)) {
        largestGapBytes = Math.max(largestGapBytes, gap);
        gap = 0;
      }
      at += bytes;
    }
    int entry = extents.table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
    largestGapBytes = Math.max(largestGapBytes, gap + space.claimableBytes() - entry);
  }
}
