// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.baseline.Staircase;
import org.rmalloc.experiment.baseline.Trail;
import org.rmalloc.experiment.matrix.Figure;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.space.PointSink;
import org.rmalloc.replay.space.RunningFigures;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** When the figures of one replay that only grow did so. O(requests) memory at worst. */
final class GrowthLog {
  private final Workload workload;
  private final Map<Figure, Staircase> growth = new EnumMap<>(Figure.class);
  private final List<Trail.Step> cost = new ArrayList<>();

  private GrowthLog(Workload workload) {
    this.workload = workload;
    for (Figure figure : FigureValues.GROWING) {
      growth.put(figure, new Staircase());
    }
  }

  /** Replays. */
  static GrowthLog of(Workload workload, ArenaContender contender, SpaceOptions options) {
    GrowthLog log = new GrowthLog(workload);
    try {
      log.run(new SpacePass(workload, contender, options));
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
      goesOn = pass.advance(PointSink.NONE);
      if (isRequest) {
        note(pass.figuresSoFar(), requests++);
      }
    }
    noteLocks(pass.figuresSoFar(), requests);
    noteCost(growth.get(Figure.COST), requests);
  }

  private void note(RunningFigures figures, long request) {
    growth.forEach((figure, steps) -> steps.add(request, FigureValues.of(figures, figure)));
  }

  /** Of the locks and unlocks since the last request, which they follow. */
  private void noteLocks(RunningFigures figures, long requests) {
    growth.get(Figure.LOCK_COST).add(Math.max(0, requests - 1), figures.lockCost());
  }

  /** At the last request and at even distances before it. */
  private void noteCost(Staircase steps, long requests) {
    int step = -1;
    long points = Math.min(Trail.MAX_STEPS, requests);
    for (long point = 1; point <= points; point++) {
      long request = point * requests / points - 1;
      while (step + 1 < steps.size() && steps.request(step + 1) <= request) {
        step++;
      }
      cost.add(new Trail.Step(request, step < 0 ? 0 : steps.value(step), false));
    }
  }

  Workload workload() {
    return workload;
  }

  Staircase of(Figure figure) {
    return growth.get(figure);
  }

  Trail trail() {
    return new Trail(growth.get(Figure.FOOTPRINT).thinned(Trail.MAX_STEPS), cost);
  }
}
