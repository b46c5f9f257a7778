// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rmalloc.replay.FrontierPauseTimes;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;

/** Candidates from a frontier: every point that finished and is no lower bound. */
public final class ChoiceCandidatesFromFrontier {
  private ChoiceCandidatesFromFrontier() {}

  /**
   * What can be chosen of a frontier; empty where nothing finished. Times are costs.
   *
   * @param pauses by the clock, where they were taken
   */
  public static Optional<ChoiceCandidatesByLocks> of(
      RelocationFrontier frontier, FrontierPauseTimes pauses) {
    List<ChoiceCandidate> still = new ArrayList<>();
    Map<String, List<ChoiceCandidate>> moving = new LinkedHashMap<>();
    for (FrontierCurve curve : frontier.curves()) {
      if (!curve.isLowerBound() && curve.relocates()) {
        moving
            .computeIfAbsent(curve.locks(), _ -> new ArrayList<>())
            .addAll(candidates(frontier, pauses, curve));
      } else if (!curve.isLowerBound()) {
        still.addAll(candidates(frontier, pauses, curve));
        moving.computeIfAbsent(curve.locks(), _ -> new ArrayList<>());
      }
    }
    moving.values().forEach(candidates -> candidates.addAll(still));
    moving.values().removeIf(List::isEmpty);
    return moving.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChoiceCandidatesByLocks(
                frontier.trace(), frontier.peakLive(), ChoiceCandidate.TimeUnit.COST, moving));
  }

  private static List<ChoiceCandidate> candidates(
      RelocationFrontier frontier, FrontierPauseTimes pauses, FrontierCurve curve) {
    return curve.points().stream()
        .flatMap(
            point ->
                point.figures().map(f -> candidate(frontier, pauses, curve, point, f)).stream())
        .toList();
  }

  private static ChoiceCandidate candidate(
      RelocationFrontier frontier,
      FrontierPauseTimes pauses,
      FrontierCurve curve,
      FrontierPoint point,
      FrontierPoint.Figures figures) {
    return new ChoiceCandidate(
        curve.label(),
        curve.locks(),
        point.heapBytes(),
        figures.bytesMoved(),
        figures.pauseBytes(),
        figures.bytesMoved() == 0 ? OptionalDouble.of(0) : pauses.of(curve, point),
        frontier.costPerRequest(figures));
  }
}
