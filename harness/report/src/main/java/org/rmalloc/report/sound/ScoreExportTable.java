// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every figure of the scores in one table, unrounded: for spreadsheets and scripts. */
public final class ScoreExportTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ScoreExportTable() {}

  /** A row for each application, table and allocator; the columns are the JSON's keys. */
  public static Table table(List<ComparisonScores> scores) {
    JsonNode apps = json(scores);
    Set<String> keys = new LinkedHashSet<>();
    for (JsonNode app : apps) {
      for (String table : List.of("speed", "space")) {
        app.get(table).forEach(row -> keys.addAll(row.propertyNames()));
      }
    }
    Table.Builder figures = Table.titled("scores").text("app").text("table");
    keys.forEach(key -> figures.figures(key, ""));
    for (JsonNode app : apps) {
      for (String table : List.of("speed", "space")) {
        app.get(table).forEach(row -> figures.row(cells(app, table, row, keys)));
      }
    }
    return figures.build();
  }

  private static JsonNode json(List<ComparisonScores> scores) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      ComparisonScoreJsonWriter.write(
          json, scores, scores.stream().map(_ -> List.<String>of()).toList());
    }
    return JSON.readTree(text.toString());
  }

  private static List<Cell> cells(JsonNode app, String table, JsonNode row, Set<String> keys) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(app.get("app").stringValue()));
    cells.add(Cell.of(table));
    for (String key : keys) {
      JsonNode value = row.get(key);
      cells.add(Cell.of(value == null || value.isNull() ? "" : value.asString()));
    }
    return cells;
  }
}
