// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.experiment.baseline.DeterministicTrialFigures;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.space.SpaceReplayOptions;
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
    TrialCombination combination,
    JavaAllocatorContender contender,
    PreparedTrace trace,
    TrialResult result,
    BaselineEntry entry) {

  /**
   * Measures the trials of one trace in one setting.
   *
   * @param contenders one for each combination
   */
  static List<MeasuredTrial> measure(
      PreparedTrace trace,
      List<TrialCombination> combinations,
      List<JavaAllocatorContender> contenders,
      MeasurementSettings measures,
      RunListener listener)
      throws IOException {
    List<TrialResult> results =
        new TrialRunner(
                trace,
                combinations.getFirst().setting(),
                measures.untimed(),
                header -> AllocStatsWriter.to(OutputStream.nullOutputStream(), header))
            .run(contenders, listener);
    String replay = ReplayedOpsDigest.of(trace.workload());
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
      TrialCombination combination,
      JavaAllocatorContender contender,
      PreparedTrace trace,
      TrialResult result,
      String replay,
      MeasurementSettings measures) {
    BaselineEntry entry =
        new BaselineEntry(
            GateTrialNames.of(combination),
            trace.identity().sha256(),
            replay,
            GateTrialNames.contender(contender),
            DeterministicTrialFigures.of(result, measures.smallestHeap()),
            trail(trace, contender, combination, result));
    return new MeasuredTrial(combination, contender, trace, result, entry);
  }

  private static FootprintAndCostTrail trail(
      PreparedTrace trace,
      JavaAllocatorContender contender,
      TrialCombination combination,
      TrialResult result) {
    return result.summary().outcome().replayed()
        ? MetricGrowthRecorder.of(trace.workload(), contender, options(combination, result)).trail()
        : FootprintAndCostTrail.EMPTY;
  }

  /** As this trial's own space pass ran, with these data points. */
  SpaceReplayOptions options(DataPointSampling points) {
    return options(combination, result).at(points);
  }

  private static SpaceReplayOptions options(TrialCombination combination, TrialResult result) {
    return new SpaceReplayOptions(
        result.header().heapSize(),
        combination.setting().budget(),
        new DataPointSampling(1),
        false);
  }
}
