// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.progress.RunPhase;
import org.rmalloc.replay.result.TrialResult;

/** Is notified of a run while it lasts; what was complete stays so when the run is interrupted. */
public interface RunListener extends ProgressListener {
  /** Ignores everything. */
  RunListener SILENT = new RunListener() {};

  @Override
  default void at(String what, double done, Optional<Duration> left) {}

  /** A contender is done, and its result complete. */
  default void done(TrialResult result) {}

  /** Another phase begins. */
  default void entered(RunPhase phase) {}

  /** This listener, with another one for phases. */
  default RunListener withPhases(Consumer<RunPhase> phases) {
    RunListener rest = this;
    return new RunListener() {
      @Override
      public void at(String what, double done, Optional<Duration> left) {
        rest.at(what, done, left);
      }

      @Override
      public void done(TrialResult result) {
        rest.done(result);
      }

      @Override
      public void entered(RunPhase phase) {
        phases.accept(phase);
      }
    };
  }
}
