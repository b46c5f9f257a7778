// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.List;
import org.rmalloc.experiment.store.ResultStore;

/** Where trials are measured: in this process and its forks, or on a cluster. */
public interface TrialExecutor {
  /**
   * Measures every trial, and puts each result into the store as soon as it is complete.
   *
   * @param todo in order; what is measured of them is equal in any order
   * @return how many trials failed: the progress was notified of each
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  int run(List<TrialsAcrossHeapSizes> todo, ResultStore store, ExperimentListener progress)
      throws IOException;
}
