// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.time.Duration;
import java.util.Optional;

/** Counts trials that are done, and reports a few times a second. Thread-safe. */
final class ProgressCounter {
  private static final long REPORT_EVERY_NANOS = 200_000_000;
  private static final long ESTIMATE_AFTER_NANOS = 1_000_000_000;

  private final ExperimentListener progress;
  private final int total;
  private final long start = System.nanoTime();
  private long reportedAt = start - REPORT_EVERY_NANOS;
  private int done;
  private int failures;

  ProgressCounter(ExperimentListener progress, int total) {
    this.progress = progress;
    this.total = total;
  }

  /** A trial is done. */
  synchronized void done(String label) {
    done++;
    long now = System.nanoTime();
    if (now - reportedAt >= REPORT_EVERY_NANOS) {
      reportedAt = now;
      progress.at(
          "%,d of %,d trials: %s".formatted(done, total, label),
          (double) done / total,
          left(now - start));
    }
  }

  /** A trial failed. */
  synchronized void failed(PlannedTrial trial, String reason) {
    failures++;
    progress.failed(trial, reason);
    done(trial.label());
  }

  synchronized int failures() {
    return failures;
  }

  private Optional<Duration> left(long elapsedNanos) {
    return elapsedNanos < ESTIMATE_AFTER_NANOS
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(elapsedNanos / done * (total - done)));
  }
}
