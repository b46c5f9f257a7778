// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.frontier;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.lock.LockSimulationMethod;
import org.rmalloc.trace.lock.RecentAccessLockParameters;

/**
 * How locks are simulated on a trace of accesses. Nobody recorded the locks of a program that was
 * not written for them, so a frontier is drawn for several assumptions.
 *
 * @param choice which of the three
 * @param method empty where there are to be no locks
 */
public record LockAssumption(LockSimulationSetting choice, Optional<LockSimulationMethod> method) {
  /** A block is locked for two ops an access: what {@code run} assumes. */
  public static final LockAssumption USUAL = of(LockSimulationSetting.FINE);

  // An access locks its block for gain / loss ops; the quotient alone matters.
  private static final List<RecentAccessLockParameters> OTHER_SPEEDS =
      List.of(
          RecentAccessLockParameters.parse("1", "2"),
          RecentAccessLockParameters.parse("8", "0.5"),
          RecentAccessLockParameters.parse("64", "0.5"));

  /** A choice at its default parameters. */
  public static LockAssumption of(LockSimulationSetting choice) {
    return new LockAssumption(choice, choice.method());
  }

  /** A choice at its default parameters, and then fine locks at other speeds as well. */
  public static List<LockAssumption> variationsOf(LockSimulationSetting choice) {
    return switch (choice) {
      case NONE, COARSE -> List.of(of(choice));
      case FINE ->
          Stream.concat(
                  Stream.of(USUAL),
                  OTHER_SPEEDS.stream()
                      .map(speeds -> new LockSimulationMethod.Fine(speeds, false))
                      .map(fine -> new LockAssumption(choice, Optional.of(fine))))
              .toList();
    };
  }

  /** The variations of several choices, in their order. */
  public static List<LockAssumption> variationsOf(List<LockSimulationSetting> choices) {
    return choices.stream().flatMap(choice -> variationsOf(choice).stream()).toList();
  }

  /**
   * What locks a trace has that was prepared under an assumption: {@code fine gain=1 loss=0.5},
   * {@code coarse threshold=0.5}, {@code trace}, {@code none}. A trace that holds its own locks, or
   * no access, is the same under several assumptions.
   */
  static String locksOf(PreparedTrace trace) {
    return trace.provenance().steps().stream()
        .filter(step -> step.startsWith("locks="))
        .map(step -> step.substring("locks=".length()))
        .reduce((first, last) -> last)
        .orElseGet(trace::locks);
  }
}
