// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import org.rmalloc.experiment.run.ClusterProvider;
import org.rmalloc.experiment.run.TrialExecutor;

/** Spark: {@code spark://HOST:PORT}, {@code local[N]}, or what {@code spark-submit} says. */
public final class SparkProvider implements ClusterProvider {
  @Override
  public TrialExecutor executor(String master) {
    return new SparkTrialExecutor(master);
  }
}
