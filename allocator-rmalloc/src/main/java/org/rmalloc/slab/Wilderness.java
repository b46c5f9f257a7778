// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * The free bytes between the <b>break</b>, where the last extent ends, and the handle table.
 * Extents are taken off its front, and the table grows into its end. A <b>growth limit</b> may keep
 * the break from rising further for the time being, although there is room.
 */
final class Wilderness {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private int start; // the break
  private int end; // where the handle table begins
  private int growthLimit = NO_LIMIT;

  Wilderness(int start, int end) {
    this.start = start;
    this.end = end;
  }

  /** The break. */
  int start() {
    return start;
  }

  /** Where the handle table begins. */
  int end() {
    return end;
  }

  /** The handle table grows or shrinks. */
  void setEnd(int end) {
    this.end = end;
  }

  int bytes() {
    return end - start;
  }

  /** Bytes that extents may claim now. */
  int claimableBytes() {
    return claimableBytes(0);
  }

  /** The same, once so many bytes at the end have become the handle table's. */
  int claimableBytes(int tableBytes) {
    return Math.min(end - tableBytes, growthLimit) - start;
  }

  /**
   * Takes bytes off the front.
   *
   * @return where they begin, or {@link ExtentHeader#NO_EXTENT} if they may not be claimed
   */
  int take(int bytes) {
    if (bytes > claimableBytes()) {
      return ExtentHeader.NO_EXTENT;
    }
    int taken = start;
    start += bytes;
    return taken;
  }

  /** Makes the range up to the break, which is in no list, part of the wilderness. */
  void lowerStart(int newStart) {
    start = newStart;
  }

  /** Whether some of it must not be claimed for the time being. */
  boolean isGrowthLimited() {
    return growthLimit < end;
  }

  /** Allows so many bytes to be claimed, and no more. */
  void limitGrowth(int bytes) {
    growthLimit = bytes < end - start ? start + bytes : end;
  }

  /** Allows all of it to be claimed, from now on. */
  void liftGrowthLimit() {
    growthLimit = NO_LIMIT;
  }
}
