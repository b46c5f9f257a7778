// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * Finds where a hole of a given size is had for the fewest bytes moved.
 *
 * <p>A <b>window</b> is a run of neighbouring extents, none pinned, that begins with a free one. It
 * is emptied in one of two ways: its used extents <b>slide</b> to its start, which takes enough
 * free bytes in it; or they are <b>evicted</b> to holes elsewhere, which takes enough bytes in all,
 * and one hole outside that could hold everything evicted, so that it cannot fail. One sweep over
 * all headers with two pointers for each way finds the cheapest of either. O(extents) loads.
 */
final class CheapestHoleFinder {
  /** In place of a window's start: there is none. */
  static final int NONE = ExtentBoundaryTag.NO_EXTENT;

  private final CompactionExtentView view;

  private int bestStart;
  private int bestBytes; // used bytes of the best window
  private boolean bestEvicts;

  // The window that the sweep is at.
  private int start;
  private int freeBytes;
  private int usedBytes;

  // The two largest holes below the break.
  private int largestHole;
  private int largestHoleBytes;
  private int secondHole;
  private int secondHoleBytes;

  private int largestGapBytes; // the most free bytes between two pinned extents

  CheapestHoleFinder(CompactionExtentView view) {
    this.view = view;
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
   * @param neededBytes what the hole must have, {@link FreeExtentLayout#MIN_LISTED_BYTES} or more
   * @param policy which windows may be chosen
   */
  void find(int neededBytes, OutOfMemoryCompactionPolicy policy) {
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
    clear();
    int end = view.end();
    for (int at = view.first(); at < end; ) {
      int word = view.word(at);
      int next = view.next(at, word);
      if (ExtentBoundaryTag.isPinned(word)) {
        clear();
      } else {
        extend(at, word);
      }
      if (ExtentBoundaryTag.isFree(word)) {
        noteSlides(at, next, neededBytes);
      }
      at = next;
    }
    freeBytes += view.claimableExtentBytes();
    noteSlides(end, end, neededBytes);
  }

  /**
   * Notes the windows that end at {@code end} and have enough free bytes, and leaves one that has
   * not.
   *
   * @param lastFree the free extent that ends there, or {@code end}
   */
  private void noteSlides(int lastFree, int end, int neededBytes) {
    while (start != NONE && freeBytes >= neededBytes) {
      note(false);
      dropFirst(lastFree, end);
    }
  }

  private void findEviction(int neededBytes) {
    clear();
    int end = view.end();
    int limit = largestOutside(end, end);
    for (int at = view.first(); at < end; ) {
      int word = view.word(at);
      if (mayBeIn(word, limit)) {
        extend(at, word);
      } else {
        clear();
      }
      at = view.next(at, word);
      noteEvictions(at, neededBytes);
    }
  }

  /** Whether an extent may be in a window that is evicted. */
  private boolean mayBeIn(int word, int maximumBytes) {
    return ExtentBoundaryTag.isFree(word)
        || (!ExtentBoundaryTag.isPinned(word) && view.bytes(word) <= maximumBytes);
  }

  /** Notes the windows that end at {@code end} and are large enough, and leaves one that is not. */
  private void noteEvictions(int end, int neededBytes) {
    while (start != NONE && freeBytes + usedBytes >= neededBytes) {
      if (usedBytes + FreeExtentLayout.MIN_LISTED_BYTES <= largestOutside(start, end)
          && mayLeave(end)) {
        note(true);
      }
      dropFirst(end, end);
    }
  }

  /** Whether the window may become a hole, with what is free behind it. */
  private boolean mayLeave(int end) {
    return !view.hasPinned() || freeBytes + usedBytes + freeBytesAt(end) <= largestGapBytes;
  }

  private int freeBytesAt(int extent) {
    if (extent == view.end()) {
      return view.claimableBytes();
    }
    int word = view.word(extent);
    return ExtentBoundaryTag.isFree(word) ? view.bytes(word) : 0;
  }

  private void clear() {
    start = NONE;
    freeBytes = 0;
    usedBytes = 0;
  }

  /** The window goes on with the next extent, or begins there if that is free. */
  private void extend(int extent, int word) {
    if (ExtentBoundaryTag.isFree(word)) {
      start = start == NONE ? extent : start;
      freeBytes += view.bytes(word);
    } else if (start != NONE) {
      usedBytes += view.bytes(word);
    }
  }

  /** The window begins with its next free extent, {@code lastFree} or before; or there is none. */
  private void dropFirst(int lastFree, int end) {
    int word = view.word(start);
    freeBytes -= view.bytes(word);
    start = view.next(start, word);
    while (start < lastFree) {
      word = view.word(start);
      if (ExtentBoundaryTag.isFree(word)) {
        return;
      }
      usedBytes -= view.bytes(word);
      start = view.next(start, word);
    }
    if (start >= end) {
      clear();
    }
  }

  private void note(boolean evicts) {
    if (usedBytes < bestBytes) {
      bestStart = start;
      bestBytes = usedBytes;
      bestEvicts = evicts;
    }
  }

  /** The larger of the wilderness and those of the two largest holes that lie outside a window. */
  private int largestOutside(int from, int to) {
    int claimable = view.claimableExtentBytes();
    if (largestHole < from || largestHole >= to) {
      return Math.max(largestHoleBytes, claimable);
    }
    boolean isSecondOutside = secondHole < from || secondHole >= to;
    return isSecondOutside ? Math.max(secondHoleBytes, claimable) : claimable;
  }

  private void findLargestHoles() {
    largestHole = NONE;
    largestHoleBytes = 0;
    secondHole = NONE;
    secondHoleBytes = 0;
    largestGapBytes = 0;
    int gap = 0;
    for (int at = view.first(); at < view.end(); ) {
      int word = view.word(at);
      if (ExtentBoundaryTag.isFree(word)) {
        rank(at, view.bytes(word));
        gap += view.bytes(word);
      } else if (ExtentBoundaryTag.isPinned(word)) {
        largestGapBytes = Math.max(largestGapBytes, gap);
        gap = 0;
      }
      at = view.next(at, word);
    }
    largestGapBytes = Math.max(largestGapBytes, gap + view.claimableExtentBytes());
  }

  private void rank(int hole, int bytes) {
    if (bytes > largestHoleBytes) {
      secondHole = largestHole;
      secondHoleBytes = largestHoleBytes;
      largestHole = hole;
      largestHoleBytes = bytes;
    } else if (bytes > secondHoleBytes) {
      secondHole = hole;
      secondHoleBytes = bytes;
    }
  }
}
