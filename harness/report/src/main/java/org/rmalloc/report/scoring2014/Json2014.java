package org.rmalloc.report.scoring2014;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The 2014 scores as JSON: unrounded percentages, best row first. */
public final class Json2014 {
  private Json2014() {}

  /** Writes a list of one object an application. */
  public static void write(JsonGenerator json, List<Table2014> scores) {
    json.writeStartArray();
    scores.forEach(score -> write(json, score));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Table2014 score) {
    json.writeStartObject();
    json.writeStringProperty("app", score.app());
    json.writeNumberProperty("points", score.points());
    json.writeArrayPropertyStart("speed");
    score.speed().forEach(row -> speed(json, row));
    json.writeEndArray();
    json.writeArrayPropertyStart("space");
    score.space().forEach(row -> space(json, row));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void speed(JsonGenerator json, Table2014.Speed row) {
    json.writeStartObject();
    common(json, row);
    json.writeNumberProperty("average", row.average());
    if (row.median() == Math.rint(row.median())) {
      json.writeNumberProperty("median", (long) row.median());
    } else {
      json.writeNumberProperty("median", row.median());
    }
    json.writeEndObject();
  }

  private static void space(JsonGenerator json, Table2014.Space row) {
    json.writeStartObject();
    common(json, row);
    json.writeEndObject();
  }

  private static void common(JsonGenerator json, Table2014.Row row) {
    json.writeStringProperty("driver", row.driver());
    json.writeNumberProperty("penalty_count", row.penaltyCount());
    json.writeNumberProperty("penalty_weighted", row.penaltyWeighted());
    json.writeNumberProperty("best", row.best());
    json.writeNumberProperty("worst", row.worst());
  }
}
