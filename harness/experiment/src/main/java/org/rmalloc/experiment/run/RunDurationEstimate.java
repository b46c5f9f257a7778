// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.Workload;

/**
 * About how long it takes to measure trials: a rough estimate from the numbers of ops, of a machine
 * that does nothing else.
 */
public final class RunDurationEstimate {
  private static final double NANOS_PER_UNIT = 60; // of work, as the progress of a run counts it
  private static final Duration OF_A_TRIAL = Duration.ofMillis(4); // beside its replays
  private static final Duration OF_A_FORK = Duration.ofSeconds(2); // beside its replays

  private RunDurationEstimate() {}

  /**
   * Of measuring what is left; reads and prepares each trace. Trials of programs that are not
   * recorded yet are left out.
   *
   * @param jobs at a time
   */
  public static Duration of(List<TrialsAcrossHeapSizes> todo, int jobs) throws IOException {
    Map<TracePreparationKey, Workload> workloads = new HashMap<>();
    double nanos = 0;
    for (TrialsAcrossHeapSizes family : todo) {
      if (family.preparation().trace() instanceof TraceSource.ToRecord) {
        continue;
      }
      if (!workloads.containsKey(family.preparation())) {
        workloads.clear(); // families of one preparation are neighbours
        workloads.put(family.preparation(), workload(family.preparation()));
      }
      nanos += nanos(family, workloads.get(family.preparation()), jobs);
    }
    return Duration.ofNanos((long) nanos);
  }

  private static Workload workload(TracePreparationKey preparation) throws IOException {
    return PreparedTrace.read(
            preparation.trace(), preparation.trace().readOptions(), preparation.setting())
        .workload();
  }

  private static double nanos(TrialsAcrossHeapSizes family, Workload workload, int jobs) {
    double nanos = 0;
    boolean searched = false;
    for (PlannedTrial trial : family.trials()) {
      long work =
          TrialRunner.work(
              workload,
              trial.combination().setting(),
              searched ? family.measures().withoutSmallestHeap() : family.measures(),
              family.contender());
      searched = true;
      nanos += work * NANOS_PER_UNIT + OF_A_TRIAL.toNanos();
    }
    return family.measures().timed()
        ? nanos + (double) family.measures().forks() * OF_A_FORK.toNanos()
        : nanos / jobs;
  }
}
