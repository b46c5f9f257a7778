package org.rmalloc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.ReplaySettings;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.workload.CompactionLimit;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.lock.LockMethod;
import org.rmalloc.trace.lock.LockedTrace;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.rounds.Rounds;
import picocli.CommandLine.Option;

/** What is done to a trace before it is replayed, and how it is replayed. */
class ReplayOptions {
  /** Which locks a trace of accesses gets. */
  enum Locks {
    FINE,
    COARSE,
    NONE;

    Optional<LockMethod> method() {
      return switch (this) {
        case FINE -> Optional.of(LockMethod.FINE);
        case COARSE -> Optional.of(LockMethod.COARSE);
        case NONE -> Optional.empty();
      };
    }
  }

  @Option(
      names = "--heap",
      paramLabel = "SIZE|FACTORx|min",
      defaultValue = "2x",
      description = {
        "The heap: bytes (270416, 64KiB, 1MiB), a factor of the peak of live bytes (1.5x), or",
        "min: the smallest that each allocator finishes in. Default: ${DEFAULT-VALUE}."
      })
  private String heap;

  @Option(
      names = "--locks",
      paramLabel = "fine|coarse|none",
      defaultValue = "fine",
      description = {
        "How locks are simulated for a trace of accesses; a lock trace keeps its own, unless",
        "none. Default: ${DEFAULT-VALUE}."
      })
  private Locks locks;

  @Option(
      names = "--realloc",
      paramLabel = "resize|free-new",
      defaultValue = "resize",
      converter = ReallocConverter.class,
      description = "Resizes as they are, or as a free and a birth. Default: ${DEFAULT-VALUE}.")
  private ReallocMode realloc;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Replay the trace so many times on end. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--kill-percent",
      paramLabel = "P",
      defaultValue = "100",
      description = {
        "Between rounds free so many percent of the live blocks, drawn at random.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int killPercent;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of that draw. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "BYTES",
      description = "The most bytes that one out-of-memory handling may move. Default: no limit.")
  private Long budget;

  @Option(
      names = "--option",
      paramLabel = "allocator.name=value",
      description = "An option of an allocator; 'rmalloc allocators' lists them.")
  private List<String> allocatorOptions = new ArrayList<>();

  List<String> allocatorOptions() {
    return allocatorOptions;
  }

  ReplaySettings settings() {
    ReplaySettings settings = ReplaySettings.DEFAULT.withHeap(HeapSize.parse(heap));
    if (budget != null) {
      settings = settings.withLimit(asUsage(() -> new CompactionLimit(budget)));
    }
    return settings;
  }

  /** Reads the trace and takes it through the stages asked for. */
  Trace trace(TraceInputOptions input) throws IOException {
    Trace locked =
        input.readAgain(
            file -> LockedTrace.read(file, input.readOptions(), realloc, locks.method()));
    return asUsage(() -> Rounds.repeat(locked, rounds, killPercent, seed));
  }

  /** What makes a value, or complains of what the user gave. */
  @FunctionalInterface
  private interface Making<T> {
    T make();
  }

  private static <T> T asUsage(Making<T> making) {
    try {
      return making.make();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
