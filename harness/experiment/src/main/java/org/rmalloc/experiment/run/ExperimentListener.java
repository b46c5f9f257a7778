// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import org.rmalloc.replay.progress.ProgressListener;

/** Is notified of an experiment while it runs, by one thread at a time. */
public interface ExperimentListener extends ProgressListener {
  /** A trial could not be measured, and why; the others go on. */
  void failed(PlannedTrial trial, String reason);
}
