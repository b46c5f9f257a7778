// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;
import org.rmalloc.trace.CountWithNoun;

/**
 * A figure over all traces: geometric means with intervals, mean ranks, shares of finished runs.
 */
final class AllTracesTable {
  private AllTracesTable() {}

  static Table of(List<MeasuredCombination> observations, ComparedMetric figure) {
    ContenderMeansByTrace blocks = ContenderMeansByTrace.of(observations, figure);
    Optional<FriedmanRanks> ranks = ranks(observations, figure);
    Table.Builder table =
        Table.titled(
                "%s: geometric means over %s"
                    .formatted(figure.title(), CountWithNoun.of(blocks.traces().size(), "trace")))
            .text("contender")
            .figures("mean", figure.unit())
            .figures("95 % interval", figure.unit())
            .figures("traces", "")
            .figures("mean rank", "")
            .figures("finished", "runs");
    double best = best(blocks, ranks);
    for (String contender : blocks.contenders()) {
      table.row(row(contender, blocks, ranks, best, observations));
    }
    ranks.ifPresent(of -> note(of).forEach(table::note));
    if (figure != ComparedMetric.MIN_HEAP
        && observations.stream().anyMatch(MeasuredCombination::isInItsSmallestHeap)) {
      table.note(
          "heap min counts as one setting, though it is another heap for each contender: its own"
              + " smallest");
    }
    return table.build();
  }

  /** The least mean of those that have the figure on every trace and are ranked. */
  private static double best(ContenderMeansByTrace blocks, Optional<FriedmanRanks> ranks) {
    return blocks.contenders().stream()
        .filter(one -> blocks.of(one).size() == blocks.traces().size())
        .filter(one -> ranks.isEmpty() || ranks.get().labels().contains(one))
        .mapToDouble(one -> GeometricMean.mean(blocks.of(one)))
        .min()
        .orElse(Double.NaN);
  }

  private static List<Table.Cell> row(
      String contender,
      ContenderMeansByTrace blocks,
      Optional<FriedmanRanks> ranks,
      double best,
      List<MeasuredCombination> observations) {
    List<Double> values = blocks.of(contender);
    double mean = GeometricMean.mean(values);
    List<MeasuredCombination> runs =
        observations.stream().filter(one -> one.contender().equals(contender)).toList();
    List<Table.Cell> cells = new ArrayList<>();
    cells.add(Table.Cell.of(contender));
    boolean ranked = ranks.isEmpty() || ranks.get().labels().contains(contender);
    boolean everywhere = values.size() == blocks.traces().size();
    cells.add(new Table.Cell(ratio(mean), ranked && everywhere && mean == best));
    cells.add(Table.Cell.of(interval(mean, GeometricMean.factor(values))));
    cells.add(Table.Cell.of(Integer.toString(values.size())));
    cells.add(Table.Cell.of(rank(contender, ranks)));
    cells.add(
        Table.Cell.of(
            "%d/%d"
                .formatted(
                    runs.stream().filter(MeasuredCombination::finished).count(), runs.size())));
    return cells;
  }

  private static String rank(String contender, Optional<FriedmanRanks> ranks) {
    int at = ranks.map(of -> of.labels().indexOf(contender)).orElse(-1);
    return at < 0
        ? QuantityFormatter.NOTHING
        : QuantityFormatter.decimals(ranks.get().meanRanks().get(at), 2);
  }

  private static String interval(double mean, double factor) {
    return Double.isNaN(factor)
        ? QuantityFormatter.NOTHING
        : ratio(mean / factor) + "–" + ratio(mean * factor);
  }

  /** To three decimals below 10: smallest heaps differ in the second. */
  static String ratio(double value) {
    return value < 10 ? QuantityFormatter.decimals(value, 3) : QuantityFormatter.significant(value);
  }

  /** Ranks over the traces; empty of fewer than two traces or contenders that are ranked. */
  static Optional<FriedmanRanks> ranks(
      List<MeasuredCombination> observations, ComparedMetric figure) {
    ContenderMeansByTrace blocks = ContenderMeansByTrace.of(observations, figure);
    List<String> ranked =
        blocks.contenders().stream()
            .filter(
                one ->
                    observations.stream()
                        .noneMatch(o -> o.contender().equals(one) && o.isLowerBound()))
            .toList();
    return blocks.traces().size() < 2 || ranked.size() < 2
        ? Optional.empty()
        : Optional.of(FriedmanRanks.of(blocks, ranked));
  }

  private static List<String> note(FriedmanRanks ranks) {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "mean rank: Friedman's test, F = %s, p %s; %s",
            QuantityFormatter.significant(ranks.statistic()),
            ranks.chance() < 0.001
                ? "< 0.001"
                : "= " + String.format(Locale.ROOT, "%.3f", ranks.chance()),
            ranks.differs()
                ? "mean ranks that differ by less than %s are not told apart (Nemenyi, 5 %%)"
                    .formatted(QuantityFormatter.decimals(ranks.criticalDifference(), 2))
                : "no difference beyond chance"));
    return notes;
  }
}
