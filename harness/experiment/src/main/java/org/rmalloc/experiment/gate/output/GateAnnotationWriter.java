// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;

/**
 * Workflow commands of GitHub Actions, which become annotations at the baseline's lines. GitHub
 * shows ten errors of a step: the nine that changed by the largest share, and how many more there
 * are.
 */
final class GateAnnotationWriter {
  private static final int SHOWN = 9;

  private final GateReport report;
  private final List<Annotation> errors = new ArrayList<>();

  private record Annotation(double weight, String line) {}

  private GateAnnotationWriter(GateReport report) {
    this.report = report;
  }

  static String of(GateReport report) {
    return new GateAnnotationWriter(report).text();
  }

  private String text() {
    report.trials().forEach(trial -> trial.worse().forEach(change -> add(trial, change)));
    report
        .time()
        .filter(time -> time.refusal().isEmpty())
        .ifPresent(
            time ->
                time.verdicts().stream()
                    .filter(one -> one.kind() == GateTimeVerdict.Kind.WORSE)
                    .forEach(this::add));
    errors.sort(Comparator.comparingDouble(Annotation::weight).reversed());
    StringBuilder text = new StringBuilder();
    errors.stream().limit(SHOWN).forEach(one -> text.append(one.line).append('\n'));
    if (errors.size() > SHOWN) {
      text.append(
              command(
                  "error",
                  1,
                  "gate",
                  GateWords.format("and %d more: see the summary", errors.size() - SHOWN)))
          .append('\n');
    }
    report
        .time()
        .flatMap(time -> time.refusal())
        .ifPresent(
            reason ->
                text.append(command("warning", 1, "gate", GateWords.tooNoisy(reason)))
                    .append('\n'));
    return text.toString();
  }

  private void add(GateTrialVerdict trial, JudgedMetricChange change) {
    int line = report.baseline().line(trial.name(), change.key());
    List<String> words = new ArrayList<>();
    words.add(GateWords.change(change));
    words.addAll(GateWords.places(trial, change));
    trial.placementsPart().ifPresent(place -> words.add(GateWords.place(place)));
    double weight = change.relative() == 0 ? Double.MAX_VALUE : Math.abs(change.relative());
    errors.add(
        new Annotation(weight, command("error", line, trial.name(), String.join("\n", words))));
  }

  private void add(GateTimeVerdict time) {
    int line = report.baseline().line(time.trial(), "trial");
    errors.add(
        new Annotation(
            time.estimate(), command("error", line, time.trial(), "time " + GateWords.time(time))));
  }

  private String command(String level, int line, String title, String message) {
    return GateWords.format(
        "::%s file=%s,line=%d,title=%s::%s",
        level, property(report.baselineFile()), line, property(title), data(message));
  }

  /** What follows the second {@code ::}. */
  static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** The value of a property, which ends at a comma or a colon. */
  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
