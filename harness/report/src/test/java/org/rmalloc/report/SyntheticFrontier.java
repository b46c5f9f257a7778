// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.PlanAndFrontier;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.SmallestHeapResult;

/** A frontier made by hand: the first contender moves blocks, the others' points lie close. */
final class SyntheticFrontier {
  private static final long PEAK = 1_000;

  private SyntheticFrontier() {}

  /** A study of a trace of which these contenders were replayed. */
  static PlanAndFrontier study(List<String> labels) {
    List<FrontierCurve> curves = new ArrayList<>();
    curves.add(moving(labels.getFirst(), "fine", 1, 1));
    curves.add(moving(labels.getFirst(), "none", 2, 1));
    curves.add(moving(labels.getFirst(), "coarse", 1, 3));
    IntStream.range(1, labels.size()).forEach(i -> curves.add(still(labels.get(i), i)));
    RelocationFrontier frontier =
        new RelocationFrontier("app.ops", "ab".repeat(32), 1_000, PEAK, 50_000, curves);
    return new PlanAndFrontier(
        Optional.of(new PlannedHeightAndBound(31_900, 31_800)), Optional.of(frontier));
  }

  /** Moves the less, the larger the heap, and nothing from 1.4 times the peak on. */
  private static FrontierCurve moving(String label, String locks, int from, int factor) {
    List<FrontierPoint> points = new ArrayList<>();
    for (int step = 0; step <= 20; step++) {
      long heap = PEAK + step * PEAK / 20;
      long moved = 1_500L * factor * Math.max(0, 8 - step);
      points.add(
          step < from
              ? new FrontierPoint(
                  heap + "x", heap, new ReplayOutcome.Refused("too small"), Optional.empty())
              : point(heap + "x", heap, moved));
    }
    return curve(label, Set.of(Capability.RELOCATES), locks, points);
  }

  private static FrontierCurve still(String label, int i) {
    return curve(label, Set.of(), "fine", List.of(point("min", PEAK + 30 + 2L * i, 0)));
  }

  private static FrontierPoint point(String name, long heap, long moved) {
    return new FrontierPoint(
        name,
        heap,
        new ReplayOutcome.Finished(),
        Optional.of(new FrontierPoint.Figures(heap, 0, moved, moved / 4, 9_000 + heap, moved)));
  }

  private static FrontierCurve curve(
      String label, Set<Capability> capabilities, String locks, List<FrontierPoint> points) {
    return new FrontierCurve(
        label,
        label,
        Map.of(),
        capabilities,
        locks,
        locks.equals("fine"),
        SmallestHeapResult.NOT_SEARCHED,
        points);
  }
}
