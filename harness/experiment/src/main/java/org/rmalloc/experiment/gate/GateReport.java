// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.List;
import java.util.Optional;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.gate.JudgedMetricChange.Kind;
import org.rmalloc.experiment.gate.time.GateTimeReport;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;

/**
 * What a gate has to say.
 *
 * @param experiment the experiment's file, as it was named
 * @param baselineFile the baseline's, as it was named
 * @param baseline that results were held against
 * @param trials by name, in order
 * @param time of two builds; empty where none was asked for
 * @param strict what else fails
 * @param notes what else there is to say
 */
public record GateReport(
    String experiment,
    String baselineFile,
    Baseline.Located baseline,
    List<GateTrialVerdict> trials,
    Optional<GateTimeReport> time,
    Strictness strict,
    List<String> notes) {

  /**
   * What fails besides figures and times that are worse.
   *
   * @param exact any change of a figure
   * @param time a time of which nothing can be said
   */
  public record Strictness(boolean exact, boolean time) {
    /** Nothing else. */
    public static final Strictness NONE = new Strictness(false, false);
  }

  /** How a gate ends. */
  public enum Outcome {
    /** Nothing is worse. */
    PASSED,
    /** A figure or a time is worse. */
    WORSE,
    /** Nothing is worse that is deterministic, and the machine is too noisy for times. */
    TOO_NOISY
  }

  /** Copies the lists. */
  public GateReport {
    trials = List.copyOf(trials);
    notes = List.copyOf(notes);
  }

  /** How it ends. What is deterministic decides first. */
  public Outcome outcome() {
    if (count(Kind.WORSE) > 0 || (strict.exact() && changed() > 0)) {
      return Outcome.WORSE;
    }
    if (time.isEmpty()) {
      return Outcome.PASSED;
    }
    if (time.get().refusal().isPresent()) {
      return Outcome.TOO_NOISY;
    }
    boolean fails =
        time.get().has(GateTimeVerdict.Kind.WORSE)
            || (strict.time() && time.get().has(GateTimeVerdict.Kind.CANNOT_TELL));
    return fails ? Outcome.WORSE : Outcome.PASSED;
  }

  /** How many figures are of a kind, over all trials. */
  public int count(Kind kind) {
    return trials.stream().mapToInt(trial -> trial.of(kind).size()).sum();
  }

  /** How many figures were judged. */
  public int figures() {
    return trials.stream().mapToInt(trial -> trial.changes().size()).sum();
  }

  /** How many figures are not what they were. */
  public int changed() {
    return figures() - count(Kind.EQUAL);
  }

  /** How many trials the baseline does not have. */
  public long newTrials() {
    return trials.stream().filter(GateTrialVerdict::isNew).count();
  }

  /** The time verdict of a trial. */
  public Optional<GateTimeVerdict> time(GateTrialVerdict trial) {
    return time.flatMap(
        report ->
            report.verdicts().stream().filter(one -> one.trial().equals(trial.name())).findFirst());
  }
}
