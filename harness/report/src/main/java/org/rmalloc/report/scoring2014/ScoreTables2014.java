// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rmalloc.report.table.Table;
import org.rmalloc.trace.CountWithNoun;

/** The 2014 scores as tables: as they were printed, and as bare figures. */
public final class ScoreTables2014 {
  private ScoreTables2014() {}

  /** The tables of each application as published, and over several the mean places. */
  public static List<Table> printed(List<ScoreTable2014> scores) {
    List<Table> tables = new ArrayList<>();
    for (ScoreTable2014 app : scores) {
      tables.add(speed(app));
      tables.add(space(app));
    }
    if (scores.size() > 1) {
      tables.add(
          positions("All applications: mean place by time", OverallPlaces2014.ofSpeed(scores)));
      tables.add(
          positions("All applications: mean place by memory", OverallPlaces2014.ofSpace(scores)));
    }
    return tables;
  }

  private static Table speed(ScoreTable2014 app) {
    Table.Builder table =
        Table.titled(
                app.app() + ": time of an allocation, " + CountWithNoun.of(app.points(), "point"))
            .text("allocator")
            .figures("penalty: count / weighted", "")
            .figures("best", "")
            .figures("worst", "")
            .figures("average", "")
            .figures("median", "");
    for (ScoreTable2014.Speed row : app.speed()) {
      table.row(
          row.label(),
          penalties(row),
          percent(row.best()),
          percent(row.worst()),
          row.average() + " ns",
          plain(row.median()) + " ns");
    }
    return notes(table, app.speed(), app.heapSizes()).build();
  }

  private static Table space(ScoreTable2014 app) {
    Table.Builder table =
        Table.titled(app.app() + ": allocatable memory, " + CountWithNoun.of(app.points(), "point"))
            .text("allocator")
            .figures("penalty: count / weighted", "")
            .figures("best", "")
            .figures("worst", "");
    for (ScoreTable2014.Space row : app.space()) {
      table.row(row.label(), penalties(row), percent(row.best()), percent(row.worst()));
    }
    return notes(table, app.space(), app.heapSizes()).build();
  }

  private static Table.Builder notes(
      Table.Builder table, List<? extends ScoreTable2014.Row> rows, List<Long> heapSizes) {
    if (heapSizes.size() > 1) {
      table.note(
          "The sizes of the heaps differ (%s bytes); the scoring of 2014 compares them nevertheless."
              .formatted(
                  heapSizes.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    rows.stream()
        .filter(row -> !row.finished())
        .forEach(
            row ->
                table.note(
                    row.label()
                        + " stopped early; the scoring of 2014 counts its missing points as 0."));
    return table;
  }

  private static Table positions(String title, List<OverallPlaces2014.Position> positions) {
    Table.Builder table =
        Table.titled(title).text("allocator").figures("mean place", "").figures("applications", "");
    for (OverallPlaces2014.Position position : positions) {
      table.row(position.label(), decimals(position.meanPlace()), String.valueOf(position.apps()));
    }
    return table.build();
  }

  /** One table of every figure, unrounded: for spreadsheets and scripts. */
  public static Table figures(List<ScoreTable2014> scores) {
    Table.Builder table = Table.titled("scores").text("app").text("table").text("driver");
    for (String name :
        List.of(
            "penalty_count",
            "penalty_weighted",
            "best",
            "worst",
            "average",
            "median",
            "mean_place")) {
      table.figures(name, "");
    }
    Map<String, Double> speed =
        OverallPlaces2014.byLabel(OverallPlaces2014.ofSpeed(scores), scores.size());
    Map<String, Double> space =
        OverallPlaces2014.byLabel(OverallPlaces2014.ofSpace(scores), scores.size());
    for (ScoreTable2014 app : scores) {
      app.speed()
          .forEach(
              row ->
                  table.row(
                      figures(
                          app,
                          "speed",
                          row,
                          String.valueOf(row.average()),
                          plain(row.median()),
                          place(speed, row))));
      app.space().forEach(row -> table.row(figures(app, "space", row, "", "", place(space, row))));
    }
    return table.build();
  }

  private static String[] figures(
      ScoreTable2014 app,
      String table,
      ScoreTable2014.Row row,
      String average,
      String median,
      String meanPlace) {
    return new String[] {
      app.app(),
      table,
      row.label(),
      plain(row.penaltyCount()),
      plain(row.penaltyWeighted()),
      plain(row.best()),
      plain(row.worst()),
      average,
      median,
      meanPlace
    };
  }

  private static String place(Map<String, Double> places, ScoreTable2014.Row row) {
    return places.containsKey(row.label()) ? plain(places.get(row.label())) : "";
  }

  private static String penalties(ScoreTable2014.Row row) {
    return (long) row.penaltyCount() + "% / " + percent(row.penaltyWeighted());
  }

  private static String percent(double value) {
    return decimals(value) + "%";
  }

  /** Two decimals as C prints them: the exact binary value, a tie to the even digit. */
  private static String decimals(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
