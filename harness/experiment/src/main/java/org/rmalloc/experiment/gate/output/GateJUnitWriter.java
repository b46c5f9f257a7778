// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;

/**
 * JUnit XML as GitLab, Jenkins, Azure and Surefire's readers take it: a test case for each figure
 * of each trial; times of which nothing can be said are skipped.
 */
final class GateJUnitWriter {
  private final List<String> cases = new ArrayList<>();
  private int failures;
  private int skipped;

  private GateJUnitWriter() {}

  static String of(GateReport report) {
    GateJUnitWriter junit = new GateJUnitWriter();
    report.trials().forEach(junit::add);
    report.time().ifPresent(time -> time.verdicts().forEach(one -> junit.add(one, report)));
    return junit.text();
  }

  private String text() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        GateWords.format(
            "<testsuite name=\"rmalloc gate\" tests=\"%d\" failures=\"%d\" errors=\"0\""
                + " skipped=\"%d\" time=\"0\">\n",
            cases.size(), failures, skipped));
    cases.forEach(one -> xml.append(one).append('\n'));
    return xml.append("</testsuite>\n").toString();
  }

  private void add(GateTrialVerdict trial) {
    if (trial.isNew()) {
      skipped++;
      cases.add(testCase(trial.name(), "figures", "<skipped message=\"new\"/>"));
    }
    for (JudgedMetricChange change : trial.changes()) {
      if (change.isWorse()) {
        failures++;
        List<String> places = new ArrayList<>(GateWords.places(trial, change));
        trial.placementsPart().ifPresent(place -> places.add(GateWords.place(place)));
        cases.add(
            testCase(
                trial.name(),
                change.key(),
                failure(GateWords.change(change), String.join("\n", places))));
      } else {
        cases.add(testCase(trial.name(), change.key(), ""));
      }
    }
  }

  private void add(GateTimeVerdict time, GateReport report) {
    boolean noisy = report.time().orElseThrow().refusal().isPresent();
    String body = "";
    if (noisy || time.kind() == GateTimeVerdict.Kind.CANNOT_TELL) {
      skipped++;
      body = "<skipped message=\"%s\"/>".formatted(escaped(GateWords.time(time)));
    } else if (time.kind() == GateTimeVerdict.Kind.WORSE) {
      failures++;
      body = failure("time " + GateWords.time(time), "");
    }
    cases.add(testCase(time.trial(), "time", body));
  }

  private static String failure(String message, String text) {
    return "<failure message=\"%s\" type=\"worse\">%s</failure>"
        .formatted(escaped(message), escaped(text));
  }

  private static String testCase(String trial, String figure, String body) {
    return "  <testcase classname=\"%s\" name=\"%s\" time=\"0\">%s</testcase>"
        .formatted(escaped(trial), escaped(figure), body);
  }

  /** What XML 1.0 can hold; a character that it cannot becomes a replacement character. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(point -> escape(point, escaped));
    return escaped.toString();
  }

  private static void escape(int point, StringBuilder escaped) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\n', '\r', '\t' -> escaped.append("&#").append(point).append(';');
      default -> escaped.appendCodePoint(isXml(point) ? point : 0xFFFD);
    }
  }

  private static boolean isXml(int point) {
    return (point >= 0x20 && point < 0xD800)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
