// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.util.List;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.time.GateTimeReport;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;

/** Text for people: what is worse first. */
final class GateTextWriter {
  private static final String INDENT = "       ";

  private final GateReport report;
  private final StringBuilder text = new StringBuilder();

  private GateTextWriter(GateReport report) {
    this.report = report;
  }

  static String of(GateReport report) {
    GateTextWriter text = new GateTextWriter(report);
    text.write();
    return text.text.toString();
  }

  private void write() {
    line(GateWords.headline(report));
    report.trials().forEach(this::worse);
    report.trials().forEach(this::others);
    report.trials().stream().filter(GateTrialVerdict::isNew).forEach(this::added);
    report.time().ifPresent(this::time);
    report.notes().forEach(note -> line("note   " + note));
    if (report.count(JudgedMetricChange.Kind.BETTER) > 0 || report.newTrials() > 0) {
      line(INDENT + "--update writes what is better or new into the baseline");
    }
  }

  private void worse(GateTrialVerdict trial) {
    for (JudgedMetricChange change : trial.worse()) {
      line("WORSE  %s   %s".formatted(trial.name(), GateWords.change(change)));
      GateWords.places(trial, change).forEach(place -> line(INDENT + place));
    }
    trial.placementsPart().ifPresent(place -> line(INDENT + GateWords.place(place)));
    trial.notes().forEach(note -> line(INDENT + note));
  }

  private void others(GateTrialVerdict trial) {
    lines(trial, JudgedMetricChange.Kind.ALLOWED, "worse ");
    lines(trial, JudgedMetricChange.Kind.OTHER, "other ");
    lines(trial, JudgedMetricChange.Kind.BETTER, "better");
  }

  private void lines(GateTrialVerdict trial, JudgedMetricChange.Kind kind, String word) {
    List<String> changes = trial.of(kind).stream().map(GateWords::change).toList();
    if (!changes.isEmpty()) {
      line("%s %s   %s".formatted(word, trial.name(), String.join("; ", changes)));
    }
  }

  private void added(GateTrialVerdict trial) {
    line("new    " + trial.name());
  }

  private void time(GateTimeReport time) {
    if (time.refusal().isPresent()) {
      line("time   " + GateWords.tooNoisy(time.refusal().get()));
      return;
    }
    for (GateTimeVerdict verdict : time.verdicts()) {
      String word = verdict.kind() == GateTimeVerdict.Kind.WORSE ? "WORSE " : "time  ";
      line("%s %s   time %s".formatted(word, verdict.trial(), GateWords.time(verdict)));
    }
    line("time   " + GateWords.equal(time));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
