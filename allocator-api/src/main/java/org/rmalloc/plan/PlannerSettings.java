// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

/**
 * The settings of a planner: how far it goes, and its seed. There is no limit of time, so that a
 * plan is the same on every machine.
 *
 * @param workLimit how many nodes of a search tree may be visited, in all: 0 or more; what visits
 *     none, such as a pass over all blocks, is done whatever the limit
 * @param seed of all that is drawn by chance
 * @param goalBytes a height that is good enough, 0 or more: the planner stops when it has reached
 *     it. With 0 it looks for the lowest plan
 * @param workers how many threads may work side by side: 1 or more; of no influence on the plan
 */
public record PlannerSettings(long workLimit, long seed, long goalBytes, int workers) {
  /** The work limit unless another is asked for. */
  public static final long DEFAULT_WORK_LIMIT = 5_000_000;

  /** The lowest plan, with the default limit, seed 1 and a worker for each processor. */
  public static final PlannerSettings LOWEST =
      new PlannerSettings(DEFAULT_WORK_LIMIT, 1, 0, Runtime.getRuntime().availableProcessors());

  /** A request in range. */
  public PlannerSettings {
    if (workLimit < 0 || goalBytes < 0 || workers < 1) {
      throw new IllegalArgumentException(
          ("found planner settings of work limit %d, goal %d bytes, %d workers; expected 0 or more,"
                  + " 0 or more, 1 or more")
              .formatted(workLimit, goalBytes, workers));
    }
  }

  /** The same with another work limit. */
  public PlannerSettings withWorkLimit(long other) {
    return new PlannerSettings(other, seed, goalBytes, workers);
  }

  /** The same with another seed. */
  public PlannerSettings withSeed(long other) {
    return new PlannerSettings(workLimit, other, goalBytes, workers);
  }

  /** The same with another goal. */
  public PlannerSettings withGoalBytes(long other) {
    return new PlannerSettings(workLimit, seed, other, workers);
  }

  /** The same with another number of workers. */
  public PlannerSettings withWorkers(int other) {
    return new PlannerSettings(workLimit, seed, goalBytes, other);
  }
}
