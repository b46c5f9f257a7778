// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * The part of the {@link FreeSpace} above the <b>break</b>, where the last extent ends: what lies
 * between it and the handle table. Extents are claimed from its front, and the table grows into its
 * rear. A <b>growth limit</b> may keep the break from rising further for the time being, although
 * there is room.
 *
 * <p>A superclass, not a field, of {@link FreeSpace}: that looks at the break for each large block,
 * and a field would be one more load on the way there.
 */
abstract sealed class Wilderness permits FreeSpace {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private int end; // the break
  private int limit; // where the handle table begins
  private int growthLimit = NO_LIMIT;

  Wilderness(int end, int limit) {
    this.end = end;
    this.limit = limit;
  }

  /** The break. */
  final int end() {
    return end;
  }

  /** Where the handle table begins. */
  final int limit() {
    return limit;
  }

  /** The handle table grows or shrinks. */
  final void setLimit(int limit) {
    this.limit = limit;
  }

  /** Bytes between the break and the handle table. */
  final int wildernessBytes() {
    return limit - end;
  }

  /** Bytes of it that extents may claim now. */
  final int claimableBytes() {
    return claimableBytes(0);
  }

  /** The same, once so many bytes at its rear have become the handle table's. */
  final int claimableBytes(int tableBytes) {
    return Math.min(limit - tableBytes, growthLimit) - end;
  }

  /**
   * Raises the break.
   *
   * @return where it was, or {@link ExtentBoundaryTag#NO_EXTENT} if so many bytes may not be
   *     claimed
   */
  final int claim(int bytes) {
    if (bytes > claimableBytes()) {
      return ExtentBoundaryTag.NO_EXTENT;
    }
    int extent = end;
    end += bytes;
    return extent;
  }

  /** Lowers the break: what lies between is in no list. */
  final void lowerEnd(int newEnd) {
    end = newEnd;
  }

  /** Whether some of it must not be claimed for the time being. */
  final boolean isGrowthLimited() {
    return growthLimit < limit;
  }

  /** Allows so many bytes to be claimed, and no more. */
  final void limitGrowth(int bytes) {
    growthLimit = bytes < limit - end ? end + bytes : limit;
  }

  /** Allows all of it to be claimed, from now on. */
  final void liftGrowthLimit() {
    growthLimit = NO_LIMIT;
  }
}
