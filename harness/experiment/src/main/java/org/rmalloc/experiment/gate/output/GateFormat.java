// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rmalloc.experiment.gate.GateReport;

/** The forms that a gate's report is written in. Equal reports are equal texts. */
public enum GateFormat {
  /** For people. */
  TEXT(GateText::of),
  /** All there is. */
  JSON(GateJson::of),
  /** JUnit XML, for GitLab, Jenkins and Azure. */
  JUNIT(GateJUnit::of),
  /** Annotations by GitHub Actions. */
  GITHUB(GateAnnotations::of),
  /** The summary of a job. */
  MARKDOWN(GateMarkdown::of),
  /** OpenMetrics text, for GitLab's metrics reports. */
  OPENMETRICS(GateMetrics::of),
  /** Bencher Metric Format. */
  BMF(GateCharts::bencher),
  /** What github-action-benchmark calls {@code customSmallerIsBetter}. */
  BENCHMARK_ACTION(GateCharts::benchmarkAction);

  @SuppressWarnings("ImmutableEnumChecker") // references to static methods
  private final Function<GateReport, String> writer;

  GateFormat(Function<GateReport, String> writer) {
    this.writer = writer;
  }

  /** A report in this form. */
  public String of(GateReport report) {
    return writer.apply(report);
  }

  /** As users type it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format that users call so. */
  public static Optional<GateFormat> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** Every word. */
  public static String words() {
    return Arrays.stream(values()).map(GateFormat::word).collect(Collectors.joining(", "));
  }
}
