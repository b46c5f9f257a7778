// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.nio.charset.StandardCharsets;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;

/**
 * A job's summary in Markdown: what is worse first. GitHub drops a summary above 1 MiB as a whole,
 * so it is cut before that.
 */
final class GateMarkdownWriter {
  private static final int MAX_BYTES = 900_000;

  private final StringBuilder text = new StringBuilder();
  private int bytes;
  private int left;

  private GateMarkdownWriter() {}

  static String of(GateReport report) {
    GateMarkdownWriter markdown = new GateMarkdownWriter();
    markdown.write(report);
    return markdown.text.toString();
  }

  private void write(GateReport report) {
    row("### " + word(report.outcome()) + ": " + escaped(GateWords.headline(report)) + "\n");
    if (report.changed() > 0) {
      row("| trial | figure | before | after | change | where |");
      row("| --- | --- | ---: | ---: | ---: | --- |");
      rows(report, JudgedMetricChange.Kind.WORSE);
      rows(report, JudgedMetricChange.Kind.ALLOWED);
      rows(report, JudgedMetricChange.Kind.BETTER);
      rows(report, JudgedMetricChange.Kind.OTHER);
    }
    if (left > 0) {
      text.append("\nand ").append(left).append(" more\n");
    }
    report.time().ifPresent(time -> time(report));
    report.notes().forEach(note -> row("\n" + escaped(note)));
  }

  private static String word(GateReport.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case WORSE -> "worse";
      case TOO_NOISY -> "too noisy to time";
    };
  }

  private void rows(GateReport report, JudgedMetricChange.Kind kind) {
    for (GateTrialVerdict trial : report.trials()) {
      trial.of(kind).forEach(change -> change(trial, change));
    }
  }

  private void change(GateTrialVerdict trial, JudgedMetricChange change) {
    String name = escaped(change.key());
    row(
        "| %s | %s | %s | %s | %s | %s |"
            .formatted(
                escaped(trial.name()),
                change.isWorse() ? "**" + name + "**" : name,
                GateWords.number(change.before()),
                GateWords.number(change.after()),
                GateWords.relative(change),
                escaped(String.join("; ", GateWords.places(trial, change)))));
  }

  private void time(GateReport report) {
    var time = report.time().orElseThrow();
    if (time.refusal().isPresent()) {
      row("\n" + escaped(GateWords.tooNoisy(time.refusal().get())));
      return;
    }
    row("\n| trial | time |");
    row("| --- | --- |");
    for (GateTimeVerdict verdict : time.verdicts()) {
      row("| %s | %s |".formatted(escaped(verdict.trial()), escaped(GateWords.time(verdict))));
    }
    row("\n" + escaped(GateWords.equal(time)));
  }

  private void row(String row) {
    int length = row.getBytes(StandardCharsets.UTF_8).length + 1;
    if (bytes + length > MAX_BYTES) {
      left++;
      return;
    }
    bytes += length;
    text.append(row).append('\n');
  }

  /** Nothing that Markdown or HTML gives a meaning to. */
  static String escaped(String text) {
    return text.replaceAll("[\\r\\n]+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("[\\\\`*_{}\\[\\]#|~$]", "\\\\$0");
  }
}
