package org.rmalloc.cli;

import java.util.Optional;
import org.rmalloc.replay.Measures;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** Which measures are taken of a trial. */
final class MeasureOptions {
  @Option(
      names = "--no-timing",
      description = "Deterministic figures only: equal bytes on every machine and in every run.")
  private boolean untimed;

  @Option(names = "--no-min-heap", description = "Do not search for the smallest heaps.")
  private boolean noSmallestHeap;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = {
        "How many processes time each allocator, taking turns; ranks in time need 3.",
        "Default: 3."
      })
  private Optional<Integer> forks;

  @Option(
      names = "--fork-seed",
      paramLabel = "S",
      description = "Seed for the order in which allocators take turns. Default: 1.")
  private Optional<Long> forkSeed;

  @Option(
      names = "--quick",
      description = "One process times each allocator: no ranks in time. The rest is the same.")
  private boolean quick;

  Measures measures() {
    refuseWithoutEffect();
    int count = quick ? 1 : forks.orElse(Measures.DEFAULT.forks());
    Measures timed = Measures.DEFAULT.withForks(count, forkSeed.orElse(1L));
    Measures measures = untimed ? timed.untimed() : timed;
    return noSmallestHeap ? measures.withoutSmallestHeap() : measures;
  }

  private void refuseWithoutEffect() {
    if (untimed && (forks.isPresent() || forkSeed.isPresent() || quick)) {
      throw new UsageException(
          "--no-timing: nothing is timed; drop it, or --forks, --fork-seed and --quick");
    }
    if (quick && forks.isPresent()) {
      throw new UsageException("--quick: one process for each; drop it, or --forks");
    }
  }
}
