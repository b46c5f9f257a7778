// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.rmalloc.trace.UsageException;

/**
 * What a gate is asked for beside the experiment.
 *
 * @param baseline the baseline's file
 * @param against the jars or classes of the build that the baseline is of
 * @param pairs of processes for each trial; empty where the experiment decides whether to time
 * @param alpha the promised rate of gates whose times raise a false alarm
 * @param timeTolerance the largest ratio of times minus 1 that is no alarm
 * @param strict what else fails
 * @param jobs untimed replays at a time, 1 or more
 */
public record GateSettings(
    Path baseline,
    Optional<Path> against,
    OptionalInt pairs,
    double alpha,
    double timeTolerance,
    GateReport.Strictness strict,
    int jobs) {
  /** Pairs of processes where the experiment measures time. */
  public static final int DEFAULT_PAIRS = 10;

  /** Checks the numbers. */
  public GateSettings {
    if (jobs < 1) {
      throw new UsageException("--jobs %d: expected 1 or more".formatted(jobs));
    }
    if (pairs.isPresent() && pairs.getAsInt() < 1) {
      throw new UsageException("--pairs %d: expected 1 or more".formatted(pairs.getAsInt()));
    }
  }
}
