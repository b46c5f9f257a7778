// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.Optional;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.mapping.ReallocMode;
import picocli.CommandLine.Option;

/** The setting of trials: what is done to a trace before it is replayed, and how it is replayed. */
final class TrialSettingOptions {
  @Option(
      names = "--heap",
      paramLabel = "SIZE|FACTORx|min",
      description =
          "The heap: bytes (270416, 64KiB, 1MiB), a factor of the peak of live bytes "
              + "(1.5x), or min: the smallest that each allocator finishes in. Default: "
              + HeapSize.DEFAULT_TEXT
              + ", or the largest heap where that is less.")
  private Optional<String> heap;

  @Option(
      names = "--locks",
      paramLabel = "fine|coarse|none",
      defaultValue = "fine",
      description =
          "How locks are simulated for a trace of accesses; a lock trace keeps its own, "
              + "unless none. Default: ${DEFAULT-VALUE}.")
  private LockSimulationSetting locks;

  @Option(
      names = "--realloc",
      paramLabel = "resize|free-new",
      defaultValue = "resize",
      converter = ReallocModeParser.class,
      description = "Keep resizes, or make each a free and a new block. Default: ${DEFAULT-VALUE}.")
  private ReallocMode realloc;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many times to replay the trace, one after the other. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--kill-percent",
      paramLabel = "P",
      defaultValue = "100",
      description =
          "Between rounds free so many percent of the live blocks, selected at random. "
              + "Default: ${DEFAULT-VALUE}.")
  private int killPercent;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed for the random selection. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "BYTES",
      description = "The maximum of bytes moved while one request waits. Default: no limit.")
  private Long budget;

  TrialSetting setting() {
    return new TrialSetting(
        HeapSize.parse(heap.orElse(HeapSize.DEFAULT_TEXT)),
        locks,
        realloc,
        rounds,
        killPercent,
        seed,
        Optional.ofNullable(budget).map(CompactionLimit::new).orElse(CompactionLimit.NONE));
  }

  /**
   * The setting for one trace: where no heap was asked for and the default one cannot be so large,
   * the largest heap.
   */
  TrialSetting settingFor(PreparedTrace trace) {
    TrialSetting setting = setting();
    return heap.isPresent()
        ? setting
        : setting.withHeap(setting.heap().atMostLargest(trace.workload().peakLive()));
  }
}
