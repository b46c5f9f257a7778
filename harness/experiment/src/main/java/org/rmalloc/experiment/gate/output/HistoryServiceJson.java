// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.io.StringWriter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.experiment.matrix.GateMetric.Unit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The figures of this build as JSON, in the formats of two services that keep histories and draw
 * them.
 */
final class HistoryServiceJson {
  private static final JsonFactory JSON = new JsonFactory();

  private HistoryServiceJson() {}

  /** Bencher Metric Format: by trial, by measure, with an interval of times. */
  static String bencher(GateReport report) {
    return json(
        json -> {
          json.writeStartObject();
          for (GateTrialVerdict trial : report.trials()) {
            json.writeObjectPropertyStart(trial.name());
            forEachFigure(
                trial,
                (figure, value) -> {
                  json.writeObjectPropertyStart(figure.key());
                  json.writeNumberProperty("value", value);
                  json.writeEndObject();
                });
            report.time(trial).ifPresent(time -> bencherTime(json, time));
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  private static void bencherTime(JsonGenerator json, GateTimeVerdict time) {
    json.writeObjectPropertyStart("time_ratio");
    json.writeNumberProperty("value", 1 + time.estimate());
    json.writeNumberProperty("lower_value", 1 + time.low());
    json.writeNumberProperty("upper_value", 1 + time.high());
    json.writeEndObject();
  }

  /**
   * github-action-benchmark's {@code customSmallerIsBetter}: what is better when larger is left.
   */
  static String benchmarkAction(GateReport report) {
    return json(
        json -> {
          json.writeStartArray();
          for (GateTrialVerdict trial : report.trials()) {
            forEachFigure(
                trial,
                (figure, value) -> {
                  if (figure != GateMetric.LARGEST_FREE_MINIMUM
                      && figure != GateMetric.MAXMEM_MINIMUM) {
                    entry(json, trial, figure, value);
                  }
                });
          }
          json.writeEndArray();
        });
  }

  private static void entry(
      JsonGenerator json, GateTrialVerdict trial, GateMetric figure, long value) {
    json.writeStartObject();
    json.writeStringProperty("name", trial.name().replace(" · ", "/") + "/" + figure.key());
    json.writeStringProperty("unit", unit(figure));
    json.writeNumberProperty("value", value);
    json.writeStringProperty("range", "exact");
    json.writeEndObject();
  }

  private static String unit(GateMetric figure) {
    if (figure.unit() == Unit.BYTES) {
      return "B";
    }
    return figure == GateMetric.COMPACTIONS ? "compactions" : "loads and stores";
  }

  /** Takes a figure. */
  private interface FigureSink {
    void take(GateMetric figure, long value);
  }

  private static void forEachFigure(GateTrialVerdict trial, FigureSink sink) {
    for (Map.Entry<GateMetric, OptionalLong> one : trial.after().figures().values().entrySet()) {
      if (one.getValue().isPresent()) {
        sink.take(one.getKey(), one.getValue().getAsLong());
      }
    }
  }

  private static String json(Consumer<JsonGenerator> writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      writing.accept(json);
    }
    return text.append('\n').toString();
  }
}
