// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.UsageException;

/**
 * Measures in this process, several families at a time. Where times are taken, the contenders of a
 * setting are timed together, in forks that take turns, and nothing else runs beside them.
 *
 * <p>Memory: as many prepared traces as jobs, about, and their heaps in half of Java's memory.
 *
 * @param jobs how many families are measured at a time, 1 or more
 */
public record LocalTrialExecutor(int jobs) implements TrialExecutor {

  /** Checks the number. */
  public LocalTrialExecutor {
    if (jobs < 1) {
      throw new UsageException("jobs: found %d, expected 1 or more".formatted(jobs));
    }
  }

  @Override
  public int run(List<TrialsAcrossHeapSizes> todo, ResultStore store, ExperimentListener progress)
      throws IOException {
    int total = todo.stream().mapToInt(family -> family.trials().size()).sum();
    Execution execution = new Execution(store, new ProgressCounter(progress, total), shared(todo));
    List<TrialsAcrossHeapSizes> untimed =
        todo.stream().filter(family -> !family.measures().timed()).toList();
    ParallelJobs.map(jobs, untimed, execution::measured);
    for (TimedTrialGroup group : TimedTrialGroup.of(todo)) {
      execution.timed(group, jobs);
    }
    return execution.count.failures();
  }

  private static Map<TracePreparationKey, SharedTrace> shared(List<TrialsAcrossHeapSizes> todo) {
    Map<TracePreparationKey, SharedTrace> shared = new HashMap<>();
    for (TrialsAcrossHeapSizes family : todo) {
      SharedTrace trace =
          shared.computeIfAbsent(
              family.preparation(),
              preparation ->
                  new SharedTrace(preparation, family.trials().getFirst().trial().trace()));
      trace.known().add(family.contender().identity(), family.budget(), family.known());
      family.trials().forEach(_ -> trace.announce(family.contender()));
    }
    return shared;
  }

  /** A piece of work on a shared trace. */
  @FunctionalInterface
  private interface Work {
    void on(PreparedTrace trace) throws IOException;
  }

  /** One run. Thread-safe. */
  private static final class Execution {
    private final ProgressCounter count;
    private final ExperimentTrialMeasurer measurement;
    private final Map<TracePreparationKey, SharedTrace> shared;
    private final ReplayMemoryLimiter memory = new ReplayMemoryLimiter();

    Execution(
        ResultStore store, ProgressCounter count, Map<TracePreparationKey, SharedTrace> shared) {
      this.count = count;
      this.measurement = new ExperimentTrialMeasurer(store);
      this.shared = shared;
    }

    TrialsAcrossHeapSizes measured(TrialsAcrossHeapSizes family) throws IOException {
      SharedTrace source = shared.get(family.preparation());
      MeasurementSettings alone = ExperimentTrialMeasurer.concurrent(family.measures(), 1);
      for (PlannedTrial trial : family.trials()) {
        attempt(
            List.of(trial),
            source,
            trace -> measurement.measure(trial, trace, alone, source.known()));
      }
      return family;
    }

    void timed(TimedTrialGroup group, int jobs) throws IOException {
      SharedTrace source = shared.get(group.preparation());
      MeasurementSettings measures = ExperimentTrialMeasurer.concurrent(group.measures(), jobs);
      attempt(
          group.trials(),
          source,
          trace -> measurement.measureTogether(group.trials(), trace, measures, source.known()));
    }

    /** Does work on trials; what they fail of is reported, and the others go on. */
    private void attempt(List<PlannedTrial> trials, SharedTrace source, Work work)
        throws IOException {
      try {
        PreparedTrace trace = source.get();
        try (ReplayMemoryLimiter.Room _ =
            memory.take(MinHeapSearch.largestTried(trace.workload()))) {
          work.on(trace);
        }
        trials.forEach(trial -> count.done(trial.label()));
      } catch (UsageException | InvariantViolation | TraceFormatException e) {
        trials.forEach(trial -> count.failed(trial, e.getMessage()));
      } finally {
        trials.forEach(_ -> source.release());
      }
    }
  }
}
