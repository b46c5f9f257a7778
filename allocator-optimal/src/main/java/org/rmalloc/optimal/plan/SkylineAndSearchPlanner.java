// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.plan;

import org.rmalloc.optimal.search.NormalizedPlacementProblem;
import org.rmalloc.optimal.section.BlockTimeSpans;
import org.rmalloc.optimal.section.PeakLiveBytesBound;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.Planner;
import org.rmalloc.plan.PlannerSettings;

/**
 * Plans problems of any size: passes over the skyline first; where they leave a gap to the lower
 * bound and the problem is small, search.
 *
 * <p>Memory is linear in the blocks; a pass is about O(n log n).
 */
public final class SkylineAndSearchPlanner implements Planner {
  /** The maximum number of blocks that are searched. */
  private static final int MAX_SEARCHED_BLOCKS = 2_000;

  @Override
  public Plan plan(PlacementProblem problem, PlannerSettings request) throws InterruptedException {
    long unitBytes = PeakLiveBytesBound.unitBytes(problem);
    long lowerBoundBytes = PeakLiveBytesBound.bytes(problem);
    if (lowerBoundBytes == 0) {
      return new Plan(new long[problem.blockCount()], 0, 0, 0);
    }
    BlockTimeSpans sections = BlockTimeSpans.ofSections(problem);
    long enoughBytes = Math.max(request.goalBytes(), lowerBoundBytes);
    long[] offsets =
        new SkylinePassPortfolio(problem, sections, unitBytes, enoughBytes)
            .offsets(request.workers());
    Plan plan = new Plan(offsets, Plan.heightBytes(problem, offsets), lowerBoundBytes, 0);
    if (plan.heightBytes() > enoughBytes && problem.blockCount() <= MAX_SEARCHED_BLOCKS) {
      plan = searched(problem, sections, plan, request);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("planning was interrupted");
    }
    return plan;
  }

  private static Plan searched(
      PlacementProblem problem, BlockTimeSpans sections, Plan plan, PlannerSettings request) {
    return new PlanHeightSearch(
            problem,
            NormalizedPlacementProblem.of(problem, sections),
            request.seed(),
            plan,
            request.workLimit(),
            () -> !Thread.currentThread().isInterrupted())
        .lowest(request.goalBytes());
  }
}
