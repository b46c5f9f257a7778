// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Gives a job up whose cluster does not work, in place of waiting for ever. */
final class ClusterWatchdog {
  /** The property that says how many seconds to wait for a first executor. */
  static final String PATIENCE = "spark.rmalloc.waitSeconds";

  private final JavaSparkContext spark;
  private final SparkExecutorMonitor watch;
  private final int patienceSeconds;
  private final boolean local;
  private final long start = System.nanoTime();
  private volatile Optional<String> reason = Optional.empty();

  ClusterWatchdog(
      JavaSparkContext spark, SparkExecutorMonitor watch, int patienceSeconds, boolean local) {
    this.spark = spark;
    this.watch = watch;
    this.patienceSeconds = patienceSeconds;
    this.local = local;
  }

  /** Why the job was given up; empty where it was not. */
  Optional<String> reason() {
    return reason;
  }

  /** Looks whether the cluster works; to be called every second or so. */
  void look() {
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    if (!watch.failure().isEmpty()) {
      giveUp(watch.failure());
    } else if (!local && !watch.hasExecutor() && waited.toSeconds() >= patienceSeconds) {
      giveUp("no Spark executor came up in %d s (%s)".formatted(patienceSeconds, PATIENCE));
    }
  }

  private void giveUp(String why) {
    reason = Optional.of(why);
    spark.sc().cancelAllJobs();
  }
}
