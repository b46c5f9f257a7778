// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.experiment.baseline.BaselineTrial;
import org.rmalloc.experiment.baseline.Trail;
import org.rmalloc.experiment.baseline.TrialFigures;
import org.rmalloc.experiment.matrix.Combination;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.workload.PreparedTrace;

/**
 * A trial that was measured.
 *
 * @param combination it is of
 * @param contender that was measured, of this build or of another
 * @param trace prepared in its setting
 * @param result deterministic
 * @param entry as a baseline holds it
 */
record MeasuredTrial(
    Combination combination,
    ArenaContender contender,
    PreparedTrace trace,
    Result result,
    BaselineTrial entry) {

  /**
   * Measures the trials of one trace in one setting.
   *
   * @param contenders one for each combination
   */
  static List<MeasuredTrial> measure(
      PreparedTrace trace,
      List<Combination> combinations,
      List<ArenaContender> contenders,
      Measures measures,
      RunListener listener)
      throws IOException {
    List<Result> results =
        new TrialRunner(
                trace,
                combinations.getFirst().setting(),
                measures.untimed(),
                header -> AllocStatsWriter.to(OutputStream.nullOutputStream(), header))
            .run(contenders, listener);
    String replay = ReplayDigest.of(trace.workload());
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      indices.add(i);
    }
    return ParallelJobs.map(
        measures.concurrency().jobs(),
        indices,
        i -> of(combinations.get(i), contenders.get(i), trace, results.get(i), replay, measures));
  }

  private static MeasuredTrial of(
      Combination combination,
      ArenaContender contender,
      PreparedTrace trace,
      Result result,
      String replay,
      Measures measures) {
    BaselineTrial entry =
        new BaselineTrial(
            TrialName.of(combination),
            trace.identity().sha256(),
            replay,
            TrialName.contender(contender),
            TrialFigures.of(result, measures.smallestHeap()),
            trail(trace, contender, combination, result));
    return new MeasuredTrial(combination, contender, trace, result, entry);
  }

  private static Trail trail(
      PreparedTrace trace, ArenaContender contender, Combination combination, Result result) {
    return result.summary().outcome().replayed()
        ? GrowthLog.of(trace.workload(), contender, options(combination, result)).trail()
        : Trail.EMPTY;
  }

  /** As this trial's own space pass ran, with these data points. */
  SpaceOptions options(DataPoints points) {
    return options(combination, result).at(points);
  }

  private static SpaceOptions options(Combination combination, Result result) {
    return new SpaceOptions(
        result.header().heapSize(), combination.setting().budget(), new DataPoints(1), false);
  }
}
