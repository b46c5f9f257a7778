// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.report.table.Table;

/** A figure by the values of a field: contenders down, values across, geometric means in cells. */
final class MetricByFieldTable {
  private final List<String> values;
  private final List<String> contenders;
  private final Set<String> lowerBounds;
  private final Map<String, ContenderMeansByTrace> blocks = new TreeMap<>(); // by value

  private MetricByFieldTable(
      List<MeasuredCombination> observations, ComparedMetric figure, CombinationField by) {
    values = observations.stream().map(one -> one.row().text(by)).distinct().toList();
    contenders = observations.stream().map(MeasuredCombination::contender).distinct().toList();
    lowerBounds =
        observations.stream()
            .filter(MeasuredCombination::isLowerBound)
            .map(MeasuredCombination::contender)
            .collect(Collectors.toSet());
    for (String value : values) {
      List<MeasuredCombination> group =
          observations.stream().filter(one -> one.row().text(by).equals(value)).toList();
      blocks.put(value, ContenderMeansByTrace.of(group, figure));
    }
  }

  static Table of(
      List<MeasuredCombination> observations, ComparedMetric figure, CombinationField by) {
    MetricByFieldTable groups = new MetricByFieldTable(observations, figure, by);
    Table.Builder table =
        Table.titled("%s by %s".formatted(figure.title(), by.key())).text("contender");
    groups.values.forEach(value -> table.figures(value, figure.unit()));
    if (groups.hasMeans()) {
      table.figures("mean", figure.unit());
    }
    List<Double> best = groups.best();
    groups.contenders.forEach(contender -> table.row(groups.cells(contender, best)));
    table.note(
        "figures are geometric means; - stands where a contender did not finish on every trace");
    return table.build();
  }

  private boolean hasMeans() {
    return values.size() > 1;
  }

  private List<Double> means(String contender) {
    return values.stream().map(value -> blocks.get(value).meanOverAll(contender)).toList();
  }

  /** The minimum of each column. */
  private List<Double> best() {
    List<List<Double>> rows =
        contenders.stream().filter(one -> !lowerBounds.contains(one)).map(this::means).toList();
    return IntStream.range(0, values.size()).mapToObj(column -> minimum(rows, column)).toList();
  }

  private static double minimum(List<List<Double>> rows, int column) {
    return rows.stream()
        .mapToDouble(row -> row.get(column))
        .filter(Double::isFinite)
        .min()
        .orElse(Double.NaN);
  }

  private List<Table.Cell> cells(String contender, List<Double> best) {
    List<Double> row = means(contender);
    boolean ranked = !lowerBounds.contains(contender);
    List<Table.Cell> cells = new ArrayList<>();
    cells.add(Table.Cell.of(contender));
    for (int i = 0; i < row.size(); i++) {
      // where nobody finished, the minimum is NaN, which equals NaN, and nobody is best
      boolean isBest = ranked && Double.isFinite(row.get(i)) && row.get(i).equals(best.get(i));
      cells.add(new Table.Cell(AllTracesTable.ratio(row.get(i)), isBest));
    }
    if (hasMeans()) {
      double mean = row.stream().allMatch(Double::isFinite) ? GeometricMean.mean(row) : Double.NaN;
      cells.add(Table.Cell.of(AllTracesTable.ratio(mean)));
    }
    return cells;
  }
}
