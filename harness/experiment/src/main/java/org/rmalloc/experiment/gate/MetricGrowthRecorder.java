// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail;
import org.rmalloc.experiment.baseline.MetricGrowthSteps;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.space.DataPointSink;
import org.rmalloc.replay.space.ReplayFiguresSoFar;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceReplayOptions;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** When the figures of one replay that only grow did so. O(requests) memory at worst. */
final class MetricGrowthRecorder {
  private final Workload workload;
  private final Map<GateMetric, MetricGrowthSteps> growth = new EnumMap<>(GateMetric.class);
  private final List<FootprintAndCostTrail.Step> cost = new ArrayList<>();

  private MetricGrowthRecorder(Workload workload) {
    this.workload = workload;
    for (GateMetric figure : RunningReplayMetricReader.GROWING) {
      growth.put(figure, new MetricGrowthSteps());
    }
  }

  /** Replays. */
  static MetricGrowthRecorder of(
      Workload workload, JavaAllocatorContender contender, SpaceReplayOptions options) {
    MetricGrowthRecorder log = new MetricGrowthRecorder(workload);
    try (SpacePass pass = new SpacePass(workload, contender, options)) {
      log.run(pass);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
    return log;
  }

  private void run(SpacePass pass) throws IOException {
    long requests = 0;
    boolean goesOn = true;
    while (goesOn) {
      int op = pass.opsMet();
      boolean isRequest = op < workload.opCount() && workload.kinds()[op] <= OpKind.Code.RESIZE;
      if (isRequest) {
        noteLocks(pass.figuresSoFar(), requests);
      }
      goesOn = pass.advance(DataPointSink.NONE);
      if (isRequest) {
        note(pass.figuresSoFar(), requests++);
      }
    }
    noteLocks(pass.figuresSoFar(), requests);
    noteCost(growth.get(GateMetric.COST), requests);
  }

  private void note(ReplayFiguresSoFar figures, long request) {
    growth.forEach(
        (figure, steps) -> steps.add(request, RunningReplayMetricReader.of(figures, figure)));
  }

  /** Of the locks and unlocks since the last request, which they follow. */
  private void noteLocks(ReplayFiguresSoFar figures, long requests) {
    growth.get(GateMetric.LOCK_COST).add(Math.max(0, requests - 1), figures.lockCost());
  }

  /** At the last request and at even distances before it. */
  private void noteCost(MetricGrowthSteps steps, long requests) {
    int step = -1;
    long points = Math.min(FootprintAndCostTrail.MAX_STEPS, requests);
    for (long point = 1; point <= points; point++) {
      long request = point * requests / points - 1;
      while (step + 1 < steps.size() && steps.request(step + 1) <= request) {
        step++;
      }
      cost.add(new FootprintAndCostTrail.Step(request, step < 0 ? 0 : steps.value(step), false));
    }
  }

  Workload workload() {
    return workload;
  }

  MetricGrowthSteps of(GateMetric figure) {
    return growth.get(figure);
  }

  FootprintAndCostTrail trail() {
    return new FootprintAndCostTrail(
        growth.get(GateMetric.FOOTPRINT).thinned(FootprintAndCostTrail.MAX_STEPS), cost);
  }
}
