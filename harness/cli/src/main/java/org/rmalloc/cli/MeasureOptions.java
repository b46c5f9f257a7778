// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.Optional;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** Which measures are taken of a trial. */
final class MeasureOptions {
  @Option(
      names = "--no-timing",
      description =
          "Measure deterministic figures only: the files are equal on every machine and in every"
              + " run.")
  private boolean untimed;

  @Option(names = "--no-min-heap", description = "Do not search for the smallest heaps.")
  private boolean noSmallestHeap;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description =
          "How many processes time each allocator, taking turns; ranks in time need 3. "
              + "Default: 3.")
  private Optional<Integer> forks;

  @Option(
      names = "--fork-seed",
      paramLabel = "S",
      description =
          "Seed for the order in which the processes that time allocators take turns. Default: 1.")
  private Optional<Long> forkSeed;

  @Option(
      names = "--quick",
      description =
          "Time each allocator in one process, which gives no ranks in time. The rest is the same.")
  private boolean quick;

  MeasurementSettings measures() {
    refuseWithoutEffect();
    int count = quick ? 1 : forks.orElse(MeasurementSettings.DEFAULT.forks());
    MeasurementSettings timed = MeasurementSettings.DEFAULT.withForks(count, forkSeed.orElse(1L));
    MeasurementSettings measures = untimed ? timed.untimed() : timed;
    return noSmallestHeap ? measures.withoutSmallestHeap() : measures;
  }

  private void refuseWithoutEffect() {
    if (untimed && (forks.isPresent() || forkSeed.isPresent() || quick)) {
      throw new UsageException(
          "--forks, --fork-seed and --quick have no effect with --no-timing, which times nothing;"
              + " leave them out");
    }
    if (quick && forks.isPresent()) {
      throw new UsageException(
          "--forks has no effect with --quick, which times in one process; leave one of them out");
    }
  }
}
