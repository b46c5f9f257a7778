// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import org.rmalloc.replay.progress.Progress;

/** Is notified of an experiment while it runs, by one thread at a time. */
public interface RunProgress extends Progress {
  /** A trial could not be measured, and why; the others go on. */
  void failed(PlannedTrial trial, String reason);
}
