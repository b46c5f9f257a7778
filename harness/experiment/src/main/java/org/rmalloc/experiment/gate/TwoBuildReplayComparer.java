// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.experiment.gate.RegressingRequest.Role;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.space.DataPointSink;
import org.rmalloc.replay.space.ReplayFiguresSoFar;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Replays two builds of an allocator op by op beside each other, and notes where their placements
 * part and where each figure gets worse. Runs once. Time of two checked replays; memory O(1) beside
 * theirs.
 */
final class TwoBuildReplayComparer {
  private final Workload workload;
  private final RegressingRequestFactory requests;
  private final Side before;
  private final Side after;
  private final Map<GateMetric, Comparison> comparisons = new EnumMap<>(GateMetric.class);
  private Optional<RegressingRequest> placementsPart = Optional.empty();
  private Optional<RegressingRequest> stop = Optional.empty();

  /** A build under way. */
  record Side(SpacePass pass, PlacementChecksum placements) {}

  TwoBuildReplayComparer(Workload workload, Side before, Side after) {
    this.workload = workload;
    this.before = before;
    this.after = after;
    requests = new RegressingRequestFactory(workload);
    for (GateMetric figure : GateMetric.values()) {
      if (RunningReplayMetricReader.isOfReplay(figure)) {
        comparisons.put(figure, new Comparison(figure));
      }
    }
  }

  /** Replays to the end, or until one of them cannot go on. To be called once. */
  void run() {
    try (SpacePass old = before.pass();
        SpacePass now = after.pass()) {
      long request = -1;
      for (int op = 0; op < workload.opCount(); op++) {
        request += workload.kinds()[op] <= OpKind.Code.RESIZE ? 1 : 0;
        boolean oldGoesOn = old.advance(DataPointSink.NONE);
        boolean newGoesOn = now.advance(DataPointSink.NONE);
        compare(op, Math.max(0, request));
        if (!newGoesOn && oldGoesOn) {
          stop =
              Optional.of(
                  requests.atOp(
                      Role.FIRST_WORSE,
                      ExactMetricJudge.FINISHED,
                      op,
                      request,
                      OptionalLong.empty(),
                      OptionalLong.empty()));
        }
        if (!oldGoesOn || !newGoesOn) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
  }

  private void compare(int op, long request) {
    if (placementsPart.isEmpty() && before.placements().sum() != after.placements().sum()) {
      OptionalLong none = OptionalLong.empty();
      placementsPart =
          Optional.of(requests.atOp(Role.PLACEMENTS_PART, "", op, request, none, none));
    }
    ReplayFiguresSoFar old = before.pass().figuresSoFar();
    ReplayFiguresSoFar now = after.pass().figuresSoFar();
    for (Comparison comparison : comparisons.values()) {
      comparison.note(op, request, old, now);
    }
  }

  /** Where the builds first place or move a block differently; empty where they never do. */
  Optional<RegressingRequest> placementsPart() {
    return placementsPart;
  }

  /** The request that only the old build could meet. */
  Optional<RegressingRequest> stop() {
    return stop;
  }

  /** Where a figure is worse for the first time and by the most; empty where it never is. */
  List<RegressingRequest> of(GateMetric figure) {
    return comparisons.get(figure).places();
  }

  /** One figure of both. */
  private final class Comparison {
    private final GateMetric figure;
    private final WorseDirection direction;
    private final boolean sum;
    private Optional<RegressingRequest> first = Optional.empty();
    private Optional<RegressingRequest> most = Optional.empty();
    private long mostWorseBy;
    private long gapBefore; // after the op before

    Comparison(GateMetric figure) {
      this.figure = figure;
      direction = WorseDirection.worse(figure);
      sum = RunningReplayMetricReader.SUMS.contains(figure);
    }

    void note(int op, long request, ReplayFiguresSoFar before, ReplayFiguresSoFar after) {
      long old = RunningReplayMetricReader.of(before, figure);
      long now = RunningReplayMetricReader.of(after, figure);
      long gap = direction.worseBy(old, now);
      long worseBy = sum ? gap - gapBefore : gap;
      gapBefore = gap;
      if (gap > 0 && first.isEmpty()) {
        first = Optional.of(place(Role.FIRST_WORSE, op, request, old, now));
      }
      if (worseBy > mostWorseBy) {
        mostWorseBy = worseBy;
        most = Optional.of(place(Role.MOST_WORSE, op, request, old, now));
      }
    }

    private RegressingRequest place(Role role, int op, long request, long old, long now) {
      return requests.atOp(
          role, figure.key(), op, request, OptionalLong.of(old), OptionalLong.of(now));
    }

    List<RegressingRequest> places() {
      List<RegressingRequest> places = new ArrayList<>();
      first.ifPresent(places::add);
      most.ifPresent(places::add);
      return places;
    }
  }
}
