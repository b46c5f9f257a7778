// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * Chooses the gap between two pinned extents, or at the bottom or the top, that may get the largest
 * hole if its extents are evicted: by the most {@link #potential}; the lowest one of those that
 * tie. O(extents) loads.
 */
final class EvictionGapChooser {
  private final CompactionExtentView view;

  private int chosenStart;
  private int chosenEnd;
  private int chosenFreeBytes;

  // The holes below the break that something can be evicted to.
  private int holeBytes;
  private int largestHole;
  private int secondHole;

  EvictionGapChooser(CompactionExtentView view) {
    this.view = view;
  }

  /** Where the gap chosen begins. */
  int start() {
    return chosenStart;
  }

  /** Where it ends: at a pinned extent, or the break. */
  int end() {
    return chosenEnd;
  }

  /** Its free bytes, of the highest one the wilderness. */
  int freeBytes() {
    return chosenFreeBytes;
  }

  /**
   * Chooses a gap; all extents have slid down.
   *
   * @param onlyTop whether it must be the highest one: a table entry is lacking
   */
  void choose(boolean onlyTop) {
    sumUpHoles();
    long best = -1;
    int start = view.first();
    int free = 0;
    for (int at = start; at < view.end(); ) {
      int word = view.word(at);
      if (ExtentBoundaryTag.isPinned(word)) {
        best = onlyTop ? best : consider(start, at, free, best);
        start = view.next(at, word);
        free = 0;
      } else {
        free += ExtentBoundaryTag.isFree(word) ? view.bytes(word) : 0;
      }
      at = view.next(at, word);
    }
    consider(start, view.end(), view.claimableBytes(), best);
  }

  private long consider(int start, int end, int free, long best) {
    boolean isTop = end == view.end();
    int others = isTop ? holeBytes : holeBytes - listed(free) + view.claimableBytes();
    int largest = listed(free) == largestHole && !isTop ? secondHole : largestHole;
    int largestOther = isTop ? largest : Math.max(largest, view.claimableBytes());
    int movable = 0;
    for (int at = start; at < end; ) {
      int word = view.word(at);
      int bytes = view.bytes(word);
      movable += ExtentBoundaryTag.isFree(word) || bytes > largestOther ? 0 : bytes;
      at = view.next(at, word);
    }
    long potential = potential(free, movable, others);
    if (potential <= best) {
      return best;
    }
    chosenStart = start;
    chosenEnd = end;
    chosenFreeBytes = free;
    return potential;
  }

  private void sumUpHoles() {
    holeBytes = 0;
    largestHole = 0;
    secondHole = 0;
    for (int at = view.first(); at < view.end(); ) {
      int word = view.word(at);
      int bytes = view.bytes(word);
      int hole = ExtentBoundaryTag.isFree(word) ? listed(bytes) : 0;
      holeBytes += hole;
      secondHole = Math.max(secondHole, Math.min(hole, largestHole));
      largestHole = Math.max(largestHole, hole);
      at = view.next(at, word);
    }
  }

  /** A hole that counts as one to evict to, as it is after sliding: all of a gap's free bytes. */
  static int listed(int bytes) {
    return bytes >= FreeExtentLayout.MIN_LISTED_BYTES ? bytes : 0;
  }

  /**
   * What a gap may get at most: its own free bytes, and what others have room for.
   *
   * @param movableBytes of extents that are not larger than the largest hole elsewhere
   */
  static long potential(int freeBytes, int movableBytes, int otherFreeBytes) {
    return (long) freeBytes + Math.min(movableBytes, otherFreeBytes);
  }
}
