// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

/**
 * What the search for one hole's filling found out about the blocks behind it, so that the search
 * for the next hole's need not find it out again.
 *
 * <p>Blocks are named by their headers, whatever the executor takes for these.
 */
final class HoleFillSearchCache {
  private static final int UNKNOWN = 0;

  private int noneMovableUpTo = BlockHeader.NO_BLOCK;
  private int minimumBytes;
  private boolean hasSkipped;
  private int minimumSkippedBytes;

  /** A block up to which, from the hole filled last, nothing is unlocked. */
  int noneMovableUpTo() {
    return noneMovableUpTo;
  }

  /** Whether a block of the stretch behind {@link #noneMovableUpTo} may fit a hole of that size. */
  boolean mayFit(int sizeBytes) {
    return sizeBytes >= minimumBytes;
  }

  void begin() {
    hasSkipped = false;
    minimumSkippedBytes = Integer.MAX_VALUE;
  }

  /** An unlocked block, behind {@code before}, does not fit. */
  void noteSkipped(int before, int sizeBytes) {
    if (!hasSkipped) {
      noneMovableUpTo = before;
      hasSkipped = true;
    }
    minimumSkippedBytes = Math.min(minimumSkippedBytes, sizeBytes);
  }

  /** Whether the search under way saw an unlocked block that does not fit. */
  boolean hasSkipped() {
    return hasSkipped;
  }

  /**
   * The search ends at {@code last}.
   *
   * @param sawAll whether it saw all of the stretch
   */
  void end(int last, boolean sawAll) {
    if (!hasSkipped) {
      noneMovableUpTo = last;
    }
    minimumBytes = sawAll ? minimumSkippedBytes : UNKNOWN;
  }
}
