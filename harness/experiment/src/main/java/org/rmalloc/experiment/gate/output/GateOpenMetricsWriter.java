// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;
import org.rmalloc.experiment.matrix.GateMetric;

/** OpenMetrics text, which GitLab's metrics reports read: a gauge for each figure. */
final class GateOpenMetricsWriter {
  private GateOpenMetricsWriter() {}

  static String of(GateReport report) {
    StringBuilder text = new StringBuilder();
    for (GateMetric figure : GateMetric.values()) {
      family(report, figure, text);
    }
    times(report, text);
    return text.append("# EOF\n").toString();
  }

  private static void family(GateReport report, GateMetric figure, StringBuilder text) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (GateTrialVerdict trial : report.trials()) {
      OptionalLong value = trial.after().figures().values().get(figure);
      if (value != null && value.isPresent()) {
        values.put(trial.name(), value.getAsLong());
      }
    }
    if (values.isEmpty()) {
      return;
    }
    String name = name(figure);
    text.append("# TYPE ").append(name).append(" gauge\n");
    if (figure.unit() == GateMetric.Unit.BYTES) {
      text.append("# UNIT ").append(name).append(" bytes\n");
    }
    values.forEach((trial, value) -> sample(name, trial, Long.toString(value), text));
  }

  /** A unit is a name's ending. */
  private static String name(GateMetric figure) {
    String key = figure.key().replaceFirst("_bytes$", "").replaceFirst("^bytes_", "");
    return "rmalloc_" + key + (figure.unit() == GateMetric.Unit.BYTES ? "_bytes" : "");
  }

  private static void times(GateReport report, StringBuilder text) {
    if (report.time().isEmpty()) {
      return;
    }
    text.append("# TYPE rmalloc_time_ratio gauge\n# UNIT rmalloc_time_ratio ratio\n");
    for (GateTimeVerdict time : report.time().get().verdicts()) {
      sample(
          "rmalloc_time_ratio", time.trial(), GateWords.format("%.6f", 1 + time.estimate()), text);
    }
  }

  private static void sample(String name, String trial, String value, StringBuilder text) {
    text.append(name)
        .append("{trial=\"")
        .append(escaped(trial))
        .append("\"} ")
        .append(value)
        .append('\n');
  }

  /** A label's value. */
  static String escaped(String text) {
    return text.replace('\r', ' ').replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
