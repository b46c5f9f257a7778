// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * Where the extents of a gap, or of a window, go that are evicted from it: each to the best-fitting
 * hole elsewhere, or to the wilderness if there is none, unless the gap ends there. As soon as the
 * gap has enough free bytes, what is left stays.
 */
final class EvictionTargetChooser {
  private final CompactionExtentView view;
  private int neededBytes; // 0 while nothing is evicted
  private int gainedBytes;
  private boolean endsAtBreak;

  EvictionTargetChooser(CompactionExtentView view) {
    this.view = view;
  }

  /** Empties a window, all of it. */
  void begin() {
    begin(false, 0, Integer.MAX_VALUE);
  }

  /**
   * Empties a gap until it has {@code neededBytes} free bytes.
   *
   * @param endsAtBreak whether the wilderness belongs to the gap
   * @param freeBytes what is free in it now
   */
  void begin(boolean endsAtBreak, int freeBytes, int neededBytes) {
    this.endsAtBreak = endsAtBreak;
    this.gainedBytes = freeBytes;
    this.neededBytes = neededBytes;
  }

  /** Nothing is evicted from now on. */
  void end() {
    neededBytes = 0;
  }

  /**
   * Where the next extent of the gap goes: a hole, the wilderness, named by the view's {@link
   * CompactionExtentView#end}, or {@link ExtentBoundaryTag#NO_EXTENT} if it stays.
   */
  int target(int bytes) {
    if (gainedBytes >= neededBytes) {
      return ExtentBoundaryTag.NO_EXTENT;
    }
    int hole = view.bestFit(bytes);
    if (hole != ExtentBoundaryTag.NO_EXTENT || endsAtBreak) {
      return hole;
    }
    return view.claimableExtentBytes() >= bytes ? view.end() : ExtentBoundaryTag.NO_EXTENT;
  }

  /** The extent went to its target. */
  void noteEvicted(int bytes) {
    gainedBytes += bytes;
  }

  /** The gap's free bytes now, wherever they are in it. */
  int gainedBytes() {
    return gainedBytes;
  }
}
