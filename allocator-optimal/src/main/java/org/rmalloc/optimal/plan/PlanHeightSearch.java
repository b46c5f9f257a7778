// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.plan;

import java.util.function.BooleanSupplier;
import org.rmalloc.optimal.search.FixedCapacitySearch;
import org.rmalloc.optimal.search.NormalizedPlacementProblem;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;

/**
 * Searches for lower plans: first at the height that was asked for, then in the middle between what
 * is known to be possible and what is known, or at least looks, impossible.
 *
 * <p>A search that visits its whole tree in vain proves a new lower bound.
 */
final class PlanHeightSearch {
  private final PlacementProblem problem;
  private final NormalizedPlacementProblem sections;
  private final FixedCapacitySearch search;
  private final BooleanSupplier mayGoOn;
  private long[] offsets;
  private long heightBytes;
  private long lowerBoundBytes;
  private long hopelessBelowBytes; // not proved: searches below ran into their limit
  private long workLeft;

  /**
   * A search that starts with a plan and a lower bound.
   *
   * @param workLimit nodes, in all
   * @param mayGoOn asked between searches
   */
  PlanHeightSearch(
      PlacementProblem problem,
      NormalizedPlacementProblem sections,
      long seed,
      Plan plan,
      long workLimit,
      BooleanSupplier mayGoOn) {
    this.problem = problem;
    this.sections = sections;
    this.mayGoOn = mayGoOn;
    search = new FixedCapacitySearch(sections, seed);
    offsets = plan.offsets();
    heightBytes = plan.heightBytes();
    lowerBoundBytes = plan.lowerBoundBytes();
    workLeft = workLimit;
  }

  /** The lowest plan found; at once when it is not above the goal. */
  Plan lowest(long goalBytes) {
    long workLimit = workLeft;
    long capacity = Math.max(goalBytes, lowerBoundBytes);
    long share = workLeft - workLeft / 8; // for the height that was asked for
    while (heightBytes > Math.max(goalBytes, lowerBoundBytes)
        && workLeft > 0
        && mayGoOn.getAsBoolean()) {
      tryAt(capacity, share);
      long from = Math.max(lowerBoundBytes, hopelessBelowBytes);
      if (from >= heightBytes) {
        break;
      }
      capacity = from + (heightBytes - 1 - from) / 2;
      share = (workLeft + 1) / 2;
    }
    return new Plan(offsets, heightBytes, lowerBoundBytes, workLimit - workLeft);
  }

  private void tryAt(long capacity, long workLimit) {
    boolean found = search.finds(capacity, workLimit, mayGoOn);
    workLeft -= search.work();
    if (found) {
      offsets = search.offsets(problem.blockCount());
      heightBytes = Plan.heightBytes(problem, offsets);
    } else if (search.isComplete()) {
      lowerBoundBytes = Math.min(heightBytes, nextHeight(capacity));
    } else {
      hopelessBelowBytes = nextHeight(capacity);
    }
  }

  /** The lowest height above one that a plan can have. */
  private long nextHeight(long bytes) {
    return (bytes / sections.unitBytes() + 1) * sections.unitBytes();
  }
}
