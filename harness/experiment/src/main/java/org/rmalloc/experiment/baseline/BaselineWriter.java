// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.trace.file.OutputFile;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes baselines: JSON with one figure a line, trials in the order of their names, so that a
 * version control system's difference of two baselines says what changed. Equal baselines are equal
 * files, under any locale.
 */
public final class BaselineWriter {
  private BaselineWriter() {}

  /** Replaces a file in one step: whoever reads it finds the old baseline or the new one. */
  public static void write(Baseline baseline, Path file) throws IOException {
    try (OutputFile output = OutputFile.create(file)) {
      output.stream().write(text(baseline).getBytes(StandardCharsets.UTF_8));
      output.commit();
    }
  }

  /** The file's text. */
  public static String text(Baseline baseline) {
    StringBuilder text = new StringBuilder("{\n");
    text.append(" \"schema\": ").append(quoted(Baseline.SCHEMA)).append(",\n");
    text.append(" \"measuring\": ").append(baseline.measuring()).append(",\n");
    text.append(" \"rows\": ").append(quoted(baseline.rows())).append(",\n");
    text.append(" \"trials\": [");
    String separator = "\n";
    for (BaselineEntry trial : baseline.trials().values()) {
      text.append(separator).append("  {\n").append(String.join(",\n", lines(trial))).append("}");
      separator = ",\n";
    }
    return text.append("\n ]\n}\n").toString();
  }

  private static List<String> lines(BaselineEntry trial) {
    List<String> lines = new ArrayList<>();
    lines.add(line("trial", quoted(trial.name())));
    lines.add(line("trace_sha256", quoted(trial.traceSha256())));
    lines.add(line("replay_sha256", quoted(trial.replaySha256())));
    lines.add(line("contender", quoted(trial.contender())));
    DeterministicTrialFigures figures = trial.figures();
    lines.add(line("finished", Boolean.toString(figures.finished())));
    if (!figures.finished()) {
      lines.add(line("stopped_at", number(figures.stoppedAt())));
    }
    for (Map.Entry<GateMetric, OptionalLong> figure : figures.values().entrySet()) {
      lines.add(line(figure.getKey().key(), number(figure.getValue())));
    }
    lines.add(line("trail", quoted(trial.trail().text())));
    return lines;
  }

  private static String line(String key, String value) {
    return "   \"" + key + "\": " + value;
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "null";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }
}
