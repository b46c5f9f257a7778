// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.List;
import java.util.Optional;

/**
 * The times of a gate.
 *
 * @param alpha the promised rate of false alarms of the whole gate
 * @param tolerance the largest ratio minus 1 that is no alarm
 * @param verdicts by trial
 * @param equalPairs pairs of the old build with itself, over all trials
 * @param equalEstimate what they differ by: a ratio minus 1
 * @param refusal why the machine is too noisy to time; verdicts are then none
 */
public record GateTimeReport(
    double alpha,
    double tolerance,
    List<GateTimeVerdict> verdicts,
    List<BuildTimePair> equalPairs,
    double equalEstimate,
    Optional<String> refusal) {

  /** Copies the lists. */
  public GateTimeReport {
    verdicts = List.copyOf(verdicts);
    equalPairs = List.copyOf(equalPairs);
  }

  /** Whether there is a verdict of that kind, on a machine quiet enough. */
  public boolean has(GateTimeVerdict.Kind kind) {
    return refusal.isEmpty() && verdicts.stream().anyMatch(one -> one.kind() == kind);
  }
}
