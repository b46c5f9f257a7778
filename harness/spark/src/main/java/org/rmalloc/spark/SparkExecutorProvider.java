// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import org.rmalloc.experiment.run.ClusterExecutorProvider;
import org.rmalloc.experiment.run.TrialExecutor;

/**
 * Makes the executor that measures trials on Spark: {@code spark://HOST:PORT}, {@code local[N]}, or
 * what {@code spark-submit} says.
 */
public final class SparkExecutorProvider implements ClusterExecutorProvider {
  @Override
  public TrialExecutor executor(String master) {
    return new SparkTrialExecutor(master);
  }
}
