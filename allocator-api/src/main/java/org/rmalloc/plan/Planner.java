// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

/**
 * Places blocks that are all known in advance, and never moves one.
 *
 * <p>The plan depends on the problem, the work limit, the seed and the goal alone. The heights are
 * equal under a renumbering of the blocks, and so are the offsets of blocks that differ in first
 * instant, end, size or alignment; blocks that differ in none of them may exchange their offsets.
 */
@FunctionalInterface
public interface Planner {
  /**
   * Plans a problem.
   *
   * @return the lowest plan found, or the first one that reaches the goal
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  Plan plan(PlacementProblem problem, PlannerSettings request) throws InterruptedException;
}
