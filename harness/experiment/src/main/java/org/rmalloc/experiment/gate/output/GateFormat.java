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
  TEXT(GateTextWriter::of, "txt", "md"),
  /** All there is. */
  JSON(GateJsonWriter::of, "json"),
  /** JUnit XML, for GitLab, Jenkins and Azure. */
  JUNIT(GateJUnitWriter::of, "xml"),
  /** Annotations by GitHub Actions. */
  GITHUB(GateAnnotationWriter::of, "txt"),
  /** The summary of a job. */
  MARKDOWN(GateMarkdownWriter::of, "md"),
  /** OpenMetrics text, for GitLab's metrics reports. */
  OPENMETRICS(GateOpenMetricsWriter::of, "txt"),
  /** Bencher Metric Format. */
  BMF(HistoryServiceJson::bencher, "json"),
  /** What github-action-benchmark calls {@code customSmallerIsBetter}. */
  BENCHMARK_ACTION(HistoryServiceJson::benchmarkAction, "json");

  @SuppressWarnings("ImmutableEnumChecker") // references to static methods
  private final Function<GateReport, String> writer;

  @SuppressWarnings("ImmutableEnumChecker") // never changed, and handed out as a copy
  private final String[] endings;

  GateFormat(Function<GateReport, String> writer, String... endings) {
    this.writer = writer;
    this.endings = endings;
  }

  /** How names of files in this form may end, without the dot. */
  public String[] endings() {
    return endings.clone();
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
