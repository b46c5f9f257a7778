// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.predict;

import java.io.StringWriter;
import org.rmalloc.replay.predict.LibraryPrediction;
import org.rmalloc.replay.predict.LibraryPrediction.Figures;
import org.rmalloc.replay.predict.MedianWithInterval;
import org.rmalloc.replay.predict.Prediction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;

/** Writes {@code predict --format json}: docs/predict.md says what each field is. */
public final class PredictionJsonWriter {
  /** The first field's value. */
  public static final String SCHEMA = "rmalloc-predict 1";

  private static final double NANOS_PER_SECOND = 1e9;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Prediction prediction;
  private final JsonGenerator json;

  private PredictionJsonWriter(Prediction prediction, JsonGenerator json) {
    this.prediction = prediction;
    this.json = json;
  }

  /** A prediction as an object, ended by a line feed. */
  public static String of(Prediction prediction) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JSON.writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      new PredictionJsonWriter(prediction, json).write();
    }
    return text.append('\n').toString();
  }

  private void write() {
    json.writeStartObject();
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("program", prediction.program());
    json.writeStringProperty("recording", prediction.recording());
    json.writeBooleanProperty("accesses", prediction.accesses());
    json.writeNumberProperty("ops", prediction.ops());
    json.writeNumberProperty("peak_live", prediction.peakLive());
    json.writeNumberProperty("runs", prediction.runs());
    json.writeNumberProperty("exit", prediction.exitStatus());
    json.writeNumberProperty("images", prediction.images());
    json.writeStringProperty("reference", prediction.reference().label());
    json.writeNumberProperty("residue", Math.round(prediction.residue()));
    json.writeArrayPropertyStart("libraries");
    prediction.libraries().forEach(this::library);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void library(LibraryPrediction library) {
    json.writeStartObject();
    json.writeStringProperty("label", library.label());
    json.writeStringProperty("version", library.version());
    json.writeStringProperty("note", library.note());
    library.figures().ifPresent(this::figures);
    json.writeEndObject();
  }

  private void figures(Figures figures) {
    json.writeNumberProperty("heap", figures.heap());
    json.writeNumberProperty("code", Math.round(figures.code()));
    json.writeNumberProperty("predicted_peak_rss", Math.round(figures.predictedPeak()));
    spread("real_peak_rss", figures.realPeak(), 1);
    spread("ratio", figures.peakRatio(), 1);
    json.writeNumberProperty(
        "predicted_time_difference", figures.predictedDelay() / NANOS_PER_SECOND);
    spread("real_time_difference", figures.realDelay(), NANOS_PER_SECOND);
    figures
        .delayRatio()
        .ifPresentOrElse(
            ratio -> spread("time_ratio", ratio, 1), () -> json.writeNullProperty("time_ratio"));
  }

  private void spread(String name, MedianWithInterval spread, double unit) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("median", spread.median() / unit);
    json.writeNumberProperty("low", spread.low() / unit);
    json.writeNumberProperty("high", spread.high() / unit);
    json.writeEndObject();
  }
}
