// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The 2014 scores as JSON: unrounded percentages, best row first. */
public final class ScoreJsonWriter2014 {
  private ScoreJsonWriter2014() {}

  /** Writes a list of one object an application; over several, rows hold the mean place too. */
  public static void write(JsonGenerator json, List<ScoreTable2014> scores) {
    Map<String, Double> speed =
        OverallPlaces2014.byLabel(OverallPlaces2014.ofSpeed(scores), scores.size());
    Map<String, Double> space =
        OverallPlaces2014.byLabel(OverallPlaces2014.ofSpace(scores), scores.size());
    json.writeStartArray();
    scores.forEach(score -> write(json, score, speed, space));
    json.writeEndArray();
  }

  private static void write(
      JsonGenerator json,
      ScoreTable2014 score,
      Map<String, Double> speed,
      Map<String, Double> space) {
    json.writeStartObject();
    json.writeStringProperty("app", score.app());
    json.writeNumberProperty("points", score.points());
    json.writeArrayPropertyStart("speed");
    score.speed().forEach(row -> speed(json, row, speed));
    json.writeEndArray();
    json.writeArrayPropertyStart("space");
    score.space().forEach(row -> space(json, row, space));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void speed(
      JsonGenerator json, ScoreTable2014.Speed row, Map<String, Double> places) {
    json.writeStartObject();
    common(json, row);
    json.writeNumberProperty("average", row.average());
    if (row.median() == Math.rint(row.median())) {
      json.writeNumberProperty("median", (long) row.median());
    } else {
      json.writeNumberProperty("median", row.median());
    }
    place(json, row, places);
    json.writeEndObject();
  }

  private static void space(
      JsonGenerator json, ScoreTable2014.Space row, Map<String, Double> places) {
    json.writeStartObject();
    common(json, row);
    place(json, row, places);
    json.writeEndObject();
  }

  private static void place(
      JsonGenerator json, ScoreTable2014.Row row, Map<String, Double> places) {
    if (places.containsKey(row.label())) {
      json.writeNumberProperty("mean_place", places.get(row.label()));
    }
  }

  private static void common(JsonGenerator json, ScoreTable2014.Row row) {
    json.writeStringProperty("driver", row.label());
    json.writeNumberProperty("penalty_count", row.penaltyCount());
    json.writeNumberProperty("penalty_weighted", row.penaltyWeighted());
    json.writeNumberProperty("best", row.best());
    json.writeNumberProperty("worst", row.worst());
  }
}
