package org.rmalloc.relocating;

/**
 * What the search for one hole's filling found out about the blocks behind it, so that the search
 * for the next hole's need not find it out again.
 *
 * <p>Blocks are named by whatever the compaction names them by, in an {@code int}.
 */
final class Supply {
  private static final int UNKNOWN = 0;

  private int barrenEnd;
  private int least;
  private boolean oneStays;
  private int leastSeen;

  /** A block up to which, from the hole filled last, nothing is unlocked. */
  int barrenEnd() {
    return barrenEnd;
  }

  /** Whether a block of the stretch behind {@link #barrenEnd} may fit a hole of that size. */
  boolean mayFit(int size) {
    return size >= least;
  }

  void beginSearch() {
    oneStays = false;
    leastSeen = Integer.MAX_VALUE;
  }

  /** An unlocked block, behind {@code before}, does not fit. */
  void noteStaying(int before, int size) {
    if (!oneStays) {
      barrenEnd = before;
      oneStays = true;
    }
    leastSeen = Math.min(leastSeen, size);
  }

  /** Whether the search under way saw a block that does not fit. */
  boolean oneStays() {
    return oneStays;
  }

  /**
   * The search ends at {@code last}.
   *
   * @param sawAll whether it saw all of the stretch
   */
  void endSearch(int last, boolean sawAll) {
    if (!oneStays) {
      barrenEnd = last;
    }
    least = sawAll ? leastSeen : UNKNOWN;
  }
}
