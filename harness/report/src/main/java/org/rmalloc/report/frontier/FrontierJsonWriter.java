// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.frontier;

import java.io.StringWriter;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;

/** Writes {@code frontier --format json}: docs/frontier.md says what each field is. */
public final class FrontierJsonWriter {
  /** The first field's value in every object of this format. */
  public static final String SCHEMA = "rmalloc-frontier 1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RelocationFrontier frontier;
  private final JsonGenerator json;

  private FrontierJsonWriter(RelocationFrontier frontier, JsonGenerator json) {
    this.frontier = frontier;
    this.json = json;
  }

  /** A frontier as an object, ended by a line feed. */
  public static String of(RelocationFrontier frontier) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JSON.writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      new FrontierJsonWriter(frontier, json).write();
    }
    return text.append('\n').toString();
  }

  private void write() {
    json.writeStartObject();
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("trace", frontier.trace());
    json.writeStringProperty("trace_sha256", frontier.sha256());
    json.writeNumberProperty("requests", frontier.requests());
    json.writeNumberProperty("peak_live", frontier.peakLive());
    json.writeNumberProperty("bytes_allocated", frontier.allocatedBytes());
    json.writeArrayPropertyStart("curves");
    frontier.curves().forEach(this::curve);
    json.writeEndArray();
    json.writeArrayPropertyStart("findings");
    FrontierWords.of(frontier).forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void curve(FrontierCurve curve) {
    json.writeStartObject();
    json.writeStringProperty("label", curve.label());
    json.writeStringProperty("name", curve.name());
    json.writeBooleanProperty("relocates", curve.relocates());
    json.writeBooleanProperty("bound", curve.isLowerBound());
    json.writeStringProperty("locks", curve.locks());
    json.writeBooleanProperty("usual", curve.usual());
    json.writeArrayPropertyStart("points");
    curve.points().forEach(this::point);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void point(FrontierPoint point) {
    json.writeStartObject();
    json.writeStringProperty("heap", point.heap());
    json.writeNumberProperty("heap_bytes", point.heapBytes());
    json.writeBooleanProperty("finished", point.outcome().finished());
    json.writeStringProperty("reason", point.outcome().reason());
    number("footprint", point, FrontierPoint.Figures::footprint);
    number("oom_calls", point, FrontierPoint.Figures::reliefs);
    number("bytes_moved", point, FrontierPoint.Figures::bytesMoved);
    number("pause_bytes", point, FrontierPoint.Figures::pauseBytes);
    number("cost", point, FrontierPoint.Figures::cost);
    number("oom_cost", point, FrontierPoint.Figures::oomCost);
    json.writeEndObject();
  }

  private void number(
      String name, FrontierPoint point, ToLongFunction<FrontierPoint.Figures> figure) {
    Optional<FrontierPoint.Figures> figures = point.figures();
    if (figures.isPresent()) {
      json.writeNumberProperty(name, figure.applyAsLong(figures.get()));
    } else {
      json.writeNullProperty(name);
    }
  }
}
