// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.util.ServiceLoader;
import org.rmalloc.trace.UsageException;

/**
 * Makes the executor that measures trials on a cluster. Found by {@link ServiceLoader}: a jar of
 * its own, there when asked for.
 */
public interface ClusterExecutorProvider {
  /** An executor on the cluster with this master. */
  TrialExecutor executor(String master);

  /**
   * An executor on a cluster.
   *
   * @throws UsageException when no provider is on the class path
   */
  static TrialExecutor onClassPath(String master) {
    return ServiceLoader.load(
            ClusterExecutorProvider.class, ClusterExecutorProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--master: found no cluster on the class path, expected Spark;"
                        + " start rmalloc by harness/spark/rmalloc-spark"))
        .executor(master);
  }
}
