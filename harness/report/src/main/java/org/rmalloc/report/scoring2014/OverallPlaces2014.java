// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Places over several applications: each allocator's place, from 1, in every column of every
 * application's table, averaged. Equals are placed by name; one that did not finish gets the
 * table's last place.
 */
public final class OverallPlaces2014 {
  private OverallPlaces2014() {}

  /** An allocator's mean place over the applications that it was tried on. */
  public record Position(String label, double meanPlace, int apps) {}

  /** The mean places by allocator; none where there is but one application. */
  static Map<String, Double> byLabel(List<Position> positions, int apps) {
    return apps < 2
        ? Map.of()
        : positions.stream().collect(Collectors.toMap(Position::label, Position::meanPlace));
  }

  /** Places in penalty, best, worst and average. */
  public static List<Position> ofSpeed(List<ScoreTable2014> tables) {
    return positions(
        tables.stream().map(ScoreTable2014::speed).toList(),
        List.of(
            Comparator.comparingDouble(ScoreTable2014.Speed::penaltyCount),
            Comparator.comparingDouble(ScoreTable2014.Speed::best).reversed(),
            Comparator.comparingDouble(ScoreTable2014.Speed::worst),
            Comparator.comparingLong(ScoreTable2014.Speed::average)));
  }

  /** Places in penalty, best and worst. */
  public static List<Position> ofSpace(List<ScoreTable2014> tables) {
    return positions(
        tables.stream().map(ScoreTable2014::space).toList(),
        List.of(
            Comparator.comparingDouble(ScoreTable2014.Space::penaltyCount),
            Comparator.comparingDouble(ScoreTable2014.Space::best).reversed(),
            Comparator.comparingDouble(ScoreTable2014.Space::worst)));
  }

  private static <R extends ScoreTable2014.Row> List<Position> positions(
      List<List<R>> tables, List<Comparator<R>> columns) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    Map<String, Integer> apps = new LinkedHashMap<>();
    for (List<R> table : tables) {
      table.forEach(row -> apps.merge(row.label(), 1, Integer::sum));
      columns.forEach(
          column -> places(table, column).forEach((name, n) -> sums.merge(name, n, Integer::sum)));
    }
    return sums.entrySet().stream()
        .map(
            sum -> {
              int count = apps.get(sum.getKey());
              return new Position(
                  sum.getKey(), (double) sum.getValue() / count / columns.size(), count);
            })
        .sorted(Comparator.comparingDouble(Position::meanPlace).thenComparing(Position::label))
        .toList();
  }

  private static <R extends ScoreTable2014.Row> Map<String, Integer> places(
      List<R> table, Comparator<R> column) {
    List<R> order = table.stream().sorted(column.thenComparing(ScoreTable2014.Row::label)).toList();
    return order.stream()
        .collect(
            Collectors.toMap(
                ScoreTable2014.Row::label,
                row -> row.finished() ? order.indexOf(row) + 1 : table.size(),
                Math::max,
                LinkedHashMap::new));
  }
}
