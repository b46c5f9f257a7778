// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.AllocStatsWriterFactory;
import org.rmalloc.replay.KnownSmallestHeaps;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.ReplayConcurrency;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.workload.PreparedTrace;

/** Measures trials of one prepared trace by the one way there is, {@link TrialRunner}. */
final class ExperimentTrialMeasurer {
  private final ResultStore store;

  ExperimentTrialMeasurer(ResultStore store) {
    this.store = store;
  }

  /** Measures a trial alone. */
  void measure(
      PlannedTrial trial,
      PreparedTrace trace,
      MeasurementSettings measures,
      KnownSmallestHeaps known)
      throws IOException {
    AllocStatsWriterFactory target = header -> store.write(trial.file(), header);
    new TrialRunner(trace, trial.combination().setting(), measures, target, known)
        .run(List.of(trial.combination().contender()), RunListener.SILENT);
  }

  /**
   * Measures trials of one setting together: where they are timed, their forks take turns.
   *
   * @param trials of one setting, each of another contender
   */
  void measureTogether(
      List<PlannedTrial> trials,
      PreparedTrace trace,
      MeasurementSettings measures,
      KnownSmallestHeaps known)
      throws IOException {
    Map<String, String> files =
        trials.stream()
            .collect(
                Collectors.toMap(
                    trial -> trial.combination().contender().label(), PlannedTrial::file));
    AllocStatsWriterFactory target = header -> store.write(files.get(header.label()), header);
    List<Contender> contenders =
        trials.stream().map(trial -> trial.combination().contender()).toList();
    new TrialRunner(trace, trials.getFirst().combination().setting(), measures, target, known)
        .run(contenders, RunListener.SILENT);
  }

  static MeasurementSettings concurrent(MeasurementSettings measures, int jobs) {
    return measures.withConcurrency(new ReplayConcurrency(jobs, 1));
  }
}
