package org.rmalloc.replay;

import java.time.Duration;
import java.util.Optional;
import org.rmalloc.replay.progress.Progress;

/** Hears of a run while it lasts; what it was told of stays true when the run is interrupted. */
public interface RunListener extends Progress {
  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  @Override
  default void at(String what, double done, Optional<Duration> left) {}

  /** An allocator was left out: one line that says which and why. */
  default void skipped(String message) {}

  /** An allocator is done, and its alloc-stats file written. */
  default void done(RunRow row) {}
}
