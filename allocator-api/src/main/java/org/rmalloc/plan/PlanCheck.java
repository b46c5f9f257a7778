// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Proves a plan, or says why it is none: no two blocks that live at one instant share a byte, none
 * lies outside of {@code [0, height)}, each is aligned. Shares nothing with any planner.
 *
 * <p>Goes through the blocks in order of their first instants, with those that live at that instant
 * in order of their offsets: a new block may reach neither into the one below it nor into the one
 * above. Blocks of 0 bytes overlap nothing and need no space. O(n log n).
 */
public final class PlanCheck {
  private PlanCheck() {}

  /**
   * What is wrong with a plan.
   *
   * @param block the block at fault; of two that overlap, the one that begins later
   * @param other the block that it overlaps; −1 where another rule is broken
   * @param message one line that names the blocks with their instants and offsets
   */
  public record Fault(int block, int other, String message) {}

  /** The first fault of a plan, in order of its blocks' first instants; none if it is proved. */
  public static Optional<Fault> firstFault(PlacementProblem problem, Plan plan) {
    if (plan.offsets().length != problem.blockCount()) {
      return Optional.of(
          new Fault(
              -1,
              -1,
              "the plan has %d offsets for %d blocks"
                  .formatted(plan.offsets().length, problem.blockCount())));
    }
    Sweep sweep = new Sweep(problem, plan);
    int[] stops = problem.blocksByEnd();
    int ended = 0;
    for (int block : problem.blocksByFirst()) {
      while (problem.ends()[stops[ended]] <= problem.firsts()[block]) {
        sweep.end(stops[ended++]);
      }
      Optional<Fault> fault = sweep.begin(block);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  /** The blocks that live at an instant, in order of their offsets. */
  private static final class Sweep {
    private final PlacementProblem problem;
    private final Plan plan;
    private final TreeMap<Long, Integer> live = new TreeMap<>();

    Sweep(PlacementProblem problem, Plan plan) {
      this.problem = problem;
      this.plan = plan;
    }

    void end(int block) {
      if (problem.sizes()[block] > 0) {
        live.remove(plan.offsets()[block]);
      }
    }

    Optional<Fault> begin(int block) {
      long from = plan.offsets()[block];
      long to = from + problem.sizes()[block];
      if (from < 0 || to < from || (to > plan.heightBytes() && to > from)) {
        return fault(block, -1, "lies outside of the plan, 0 to %d".formatted(plan.heightBytes()));
      }
      if (from % problem.alignmentBytes(block) != 0) {
        return fault(
            block,
            -1,
            "has an offset that is no multiple of its alignment, %d"
                .formatted(problem.alignmentBytes(block)));
      }
      if (from == to) {
        return Optional.empty();
      }
      Map.Entry<Long, Integer> below = live.lowerEntry(to);
      if (below != null && below.getKey() + problem.sizes()[below.getValue()] > from) {
        return fault(block, below.getValue(), "overlaps " + words(below.getValue()));
      }
      live.put(from, block);
      return Optional.empty();
    }

    private Optional<Fault> fault(int block, int other, String what) {
      return Optional.of(new Fault(block, other, words(block) + " " + what));
    }

    private String words(int block) {
      long offset = plan.offsets()[block];
      return "block %d (instants %d to %d, bytes %d to %d)"
          .formatted(
              block,
              problem.firsts()[block],
              problem.ends()[block],
              offset,
              offset + problem.sizes()[block]);
    }
  }
}
