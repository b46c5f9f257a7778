// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.mapping.ReallocMode;

/**
 * How a trace is replayed, as far as the outcome depends on it.
 *
 * @param heap as asked for
 * @param locks which locks the trace gets
 * @param realloc whether a resize stays one, or is a free and a new block
 * @param rounds how often the trace is played on end, 1 or more
 * @param killPercent how many percent of the live blocks are freed between rounds, 0 to 100
 * @param seed of the selection of these blocks
 * @param budget bytes that one request may wait for
 */
public record TrialSetting(
    HeapSize heap,
    LockSimulationSetting locks,
    ReallocMode realloc,
    int rounds,
    int killPercent,
    long seed,
    CompactionLimit budget) {

  /** Twice the peak, fine locks, resizes stay, one round, no limit to compactions. */
  public static final TrialSetting DEFAULT =
      new TrialSetting(
          HeapSize.parse(HeapSize.DEFAULT_TEXT),
          LockSimulationSetting.FINE,
          ReallocMode.RESIZE,
          1,
          100,
          1,
          CompactionLimit.NONE);

  /** Checks the ranges. */
  public TrialSetting {
    if (rounds < 1 || killPercent < 0 || killPercent > 100) {
      throw new UsageException(
          "found %d rounds, kill percent %d; expected 1 or more rounds, 0 to 100 percent"
              .formatted(rounds, killPercent));
    }
  }

  /** This setting with another heap. */
  public TrialSetting withHeap(HeapSize other) {
    return new TrialSetting(other, locks, realloc, rounds, killPercent, seed, budget);
  }

  /** This setting with other locks. */
  public TrialSetting withLocks(LockSimulationSetting other) {
    return new TrialSetting(heap, other, realloc, rounds, killPercent, seed, budget);
  }

  /** This setting with resizes as they are, or not. */
  public TrialSetting withRealloc(ReallocMode other) {
    return new TrialSetting(heap, locks, other, rounds, killPercent, seed, budget);
  }

  /** This setting with another number of rounds. */
  public TrialSetting withRounds(int other) {
    return new TrialSetting(heap, locks, realloc, other, killPercent, seed, budget);
  }

  /** This setting with another share of blocks freed between rounds. */
  public TrialSetting withKillPercent(int other) {
    return new TrialSetting(heap, locks, realloc, rounds, other, seed, budget);
  }

  /** This setting with another seed. */
  public TrialSetting withSeed(long other) {
    return new TrialSetting(heap, locks, realloc, rounds, killPercent, other, budget);
  }

  /** This setting with another limit to compactions. */
  public TrialSetting withBudget(CompactionLimit other) {
    return new TrialSetting(heap, locks, realloc, rounds, killPercent, seed, other);
  }

  /** Whether blocks are freed between rounds. */
  public boolean kills() {
    return rounds > 1;
  }

  /** Whether the blocks freed between rounds depend on the seed. */
  public boolean draws() {
    return kills() && killPercent > 0;
  }
}
