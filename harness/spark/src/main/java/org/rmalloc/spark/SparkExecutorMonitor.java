// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Counts executors, so that a cluster whose executors all fail is given up, and not waited for. */
final class SparkExecutorMonitor extends SparkListener {
  private static final int MAX_LOST_IN_A_ROW = 3;

  private int present;
  private int lostSinceProgress;
  private String reason = "";

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    present++;
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    present--;
    lostSinceProgress++;
    reason = removed.reason();
  }

  /** A task was done: executors work. */
  synchronized void progress() {
    lostSinceProgress = 0;
  }

  /** Whether there is an executor. */
  synchronized boolean hasExecutor() {
    return present > 0;
  }

  /** Why the cluster is to be given up; empty while it is not. */
  synchronized String failure() {
    return lostSinceProgress < MAX_LOST_IN_A_ROW
        ? ""
        : "%d Spark executors were lost one after the other, the last one: %s"
            .formatted(lostSinceProgress, reason);
  }
}
