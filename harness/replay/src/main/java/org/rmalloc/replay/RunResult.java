package org.rmalloc.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A trace against several allocators.
 *
 * @param trace its name
 * @param peakLive the most bytes ever live
 * @param requests N, F and R replayed
 * @param heap as it was asked for
 * @param locks which locks were obeyed: {@code fine} or {@code coarse} where they were simulated,
 *     {@code trace} where the trace itself holds them, {@code none}
 * @param allocators a row for each, in the order asked for; the last one is {@code noop} when timed
 * @param timerResolutionNanos below which no time says anything; empty when untimed
 * @param files the alloc-stats written
 */
public record RunResult(
    String trace,
    long peakLive,
    long requests,
    String heap,
    String locks,
    List<RunRow> allocators,
    OptionalLong timerResolutionNanos,
    List<Path> files) {

  /** Copies the lists. */
  public RunResult {
    allocators = List.copyOf(allocators);
    files = List.copyOf(files);
  }
}
