// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rmalloc.experiment.run.ExperimentListener;
import org.rmalloc.experiment.run.PlannedTrial;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.trace.file.OutputFile;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Puts what comes back into the store; called by one thread at a time. */
final class SparkResultCollector extends AbstractFunction2<Object, SparkTaskResult, BoxedUnit> {
  private final List<List<PlannedTrial>> tasks;
  private final int total;
  private final ResultStore store;
  private final ExperimentListener progress;
  private final SparkExecutorMonitor watch;
  private int done;
  private int failures;

  /**
   * Of a job.
   *
   * @param tasks the trials of each, by partition
   */
  SparkResultCollector(
      List<List<PlannedTrial>> tasks,
      ResultStore store,
      ExperimentListener progress,
      SparkExecutorMonitor watch) {
    this.tasks = tasks;
    this.total = tasks.stream().mapToInt(List::size).sum();
    this.store = store;
    this.progress = progress;
    this.watch = watch;
  }

  @Override
  public BoxedUnit apply(Object partition, SparkTaskResult result) {
    watch.progress();
    try {
      for (SparkTaskResult.ResultFile file : result.measured()) {
        write(store.file(file.name()), file.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<PlannedTrial> trials = tasks.get((Integer) partition);
    for (int i = result.measured().size(); i < trials.size(); i++) {
      failures++;
      progress.failed(trials.get(i), result.failure());
    }
    done += trials.size();
    progress.at(
        "%,d of %,d trials".formatted(done, total), (double) done / total, Optional.empty());
    return BoxedUnit.UNIT;
  }

  /** How many trials failed. */
  int failures() {
    return failures;
  }

  private static void write(Path place, byte[] bytes) throws IOException {
    try (OutputFile file = OutputFile.create(place)) {
      file.stream().write(bytes);
      file.commit();
    }
  }
}
