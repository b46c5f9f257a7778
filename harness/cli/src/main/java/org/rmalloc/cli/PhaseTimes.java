// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.rmalloc.replay.progress.RunPhase;

/** Processor time by phase of a run. */
final class PhaseTimes {
  private final LongSupplier clock;
  private final Map<RunPhase, Long> nanos = new EnumMap<>(RunPhase.class);
  private long enteredAt;
  private RunPhase phase;

  private PhaseTimes(LongSupplier clock, RunPhase first) {
    this.clock = clock;
    this.phase = first;
  }

  /** From the start of this process on, which begins with a phase. */
  static PhaseTimes sinceStart(RunPhase first) {
    return new PhaseTimes(ProcessorTime::nanos, first);
  }

  /**
   * From zero on.
   *
   * @param clock nanoseconds, never less than before
   */
  static PhaseTimes by(LongSupplier clock, RunPhase first) {
    return new PhaseTimes(clock, first);
  }

  /**
   * What was spent since the last call is the last phase's; what is spent from now on is next's.
   */
  void enter(RunPhase next) {
    long now = clock.getAsLong();
    nanos.merge(phase, now - enteredAt, Long::sum);
    enteredAt = now;
    phase = next;
  }

  /** A line for each phase that there was, and their sum. */
  String table() {
    enter(phase);
    StringBuilder table = new StringBuilder("processor seconds of each phase\n");
    nanos.forEach((one, spent) -> table.append(line(one.words(), spent)));
    return table.append(line("all", enteredAt)).toString().stripTrailing();
  }

  private static String line(String words, long nanos) {
    return String.format(Locale.ROOT, "  %-18s %7.2f%n", words, nanos / 1e9);
  }
}
