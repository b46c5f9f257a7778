// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rmalloc.experiment.matrix.Field;
import org.rmalloc.report.table.Table;

/** A figure by the values of a field: contenders down, values across, geometric means in cells. */
final class GroupTable {
  private GroupTable() {}

  static Table of(List<Observation> observations, ComparedFigure figure, Field by) {
    List<String> values = observations.stream().map(one -> one.row().text(by)).distinct().toList();
    Map<String, Blocks> blocks = new TreeMap<>();
    for (String value : values) {
      blocks.put(
          value,
          Blocks.of(
              observations.stream().filter(one -> one.row().text(by).equals(value)).toList(),
              figure));
    }
    Table.Builder table =
        Table.titled("%s by %s".formatted(figure.title(), by.key())).text("contender");
    values.forEach(value -> table.figures(value, figure.unit()));
    boolean means = values.size() > 1;
    if (means) {
      table.figures("mean", figure.unit());
    }
    Map<String, Boolean> bounds =
        observations.stream()
            .collect(
                Collectors.toMap(
                    Observation::contender, Observation::isLowerBound, Boolean::logicalOr));
    Function<String, List<Double>> row =
        contender ->
            values.stream().map(value -> blocks.get(value).meanOverAll(contender)).toList();
    List<String> contenders = observations.stream().map(Observation::contender).distinct().toList();
    List<Double> best = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int column = i;
      best.add(
          contenders.stream()
              .filter(one -> !bounds.get(one))
              .mapToDouble(one -> row.apply(one).get(column))
              .filter(Double::isFinite)
              .min()
              .orElse(Double.NaN));
    }
    for (String contender : contenders) {
      table.row(cells(contender, row.apply(contender), best, bounds.get(contender), means));
    }
    table.note("geometric means; - where it did not finish on every trace");
    return table.build();
  }

  private static List<Table.Cell> cells(
      String contender, List<Double> row, List<Double> best, boolean bound, boolean means) {
    List<Table.Cell> cells = new ArrayList<>();
    cells.add(Table.Cell.of(contender));
    for (int i = 0; i < row.size(); i++) {
      cells.add(
          new Table.Cell(OverallTable.ratio(row.get(i)), !bound && row.get(i).equals(best.get(i))));
    }
    if (means) {
      double mean = row.stream().allMatch(Double::isFinite) ? Geometric.mean(row) : Double.NaN;
      cells.add(Table.Cell.of(OverallTable.ratio(mean)));
    }
    return cells;
  }
}
