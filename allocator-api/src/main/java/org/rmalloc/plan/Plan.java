// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

/** Offsets for all blocks of a {@link PlacementProblem}, fixed for life: an answer to it. */
public final class Plan {
  private final long[] offsets;
  private final long heightBytes;
  private final long lowerBoundBytes;
  private final long work;

  /**
   * A plan.
   *
   * @param offsets by block, in bytes; not copied
   * @param heightBytes the space that the blocks need: the largest offset + size
   * @param lowerBoundBytes certified: no plan of this problem is lower
   * @param work nodes of search trees that the planner visited, 0 or more; see {@link
   *     PlannerSettings}
   * @throws IllegalArgumentException when the lower bound is above the height
   */
  public Plan(long[] offsets, long heightBytes, long lowerBoundBytes, long work) {
    if (lowerBoundBytes < 0 || lowerBoundBytes > heightBytes || work < 0) {
      throw new IllegalArgumentException(
          "height %d, lower bound %d, work %d".formatted(heightBytes, lowerBoundBytes, work));
    }
    this.offsets = offsets;
    this.heightBytes = heightBytes;
    this.lowerBoundBytes = lowerBoundBytes;
    this.work = work;
  }

  /** By block: its offset in bytes. Not to be written to. */
  public long[] offsets() {
    return offsets;
  }

  /** The space that the blocks need: the largest offset + size. */
  public long heightBytes() {
    return heightBytes;
  }

  /** Certified: no plan of this problem is lower. */
  public long lowerBoundBytes() {
    return lowerBoundBytes;
  }

  /** Nodes of search trees that the planner visited: what {@link PlannerSettings} limits. */
  public long work() {
    return work;
  }

  /** Whether no plan is lower than this one: its height is proved to be the minimum. */
  public boolean isExact() {
    return heightBytes == lowerBoundBytes;
  }

  /**
   * The space that offsets need for the blocks of a problem: the largest offset + size of a block
   * that has any bytes.
   */
  public static long heightBytes(PlacementProblem problem, long[] offsets) {
    long heightBytes = 0;
    for (int block = 0; block < offsets.length; block++) {
      if (problem.sizes()[block] > 0) {
        heightBytes = Math.max(heightBytes, offsets[block] + problem.sizes()[block]);
      }
    }
    return heightBytes;
  }
}
