// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.column;

import java.util.List;
import java.util.function.Predicate;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.sound.ForkTimeComparison;
import org.rmalloc.report.sound.TimeRanks;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.trace.CountWithNoun;

/** The rows of a table of contenders; of each column the best is marked. */
public final class ContenderTableRows {
  private final List<ContenderFigures> rows;
  private final TimeRanks ranks;
  private final Predicate<ContenderFigures> ranked;

  /**
   * Rows.
   *
   * @param rows first those of {@code ranks}, in their order
   * @param ranked whether a row may be the best of a column
   */
  public ContenderTableRows(
      List<ContenderFigures> rows, TimeRanks ranks, Predicate<ContenderFigures> ranked) {
    this.rows = List.copyOf(rows);
    this.ranks = ranks;
    this.ranked = ranked;
  }

  /** What a column says of a row. */
  public Cell cell(int index, MetricColumn column) {
    double value = column.value().apply(rows.get(index));
    return new Cell(column.text().apply(value), isBest(index, column, value));
  }

  private boolean isBest(int index, MetricColumn column, double value) {
    return ranked.test(rows.get(index))
        && switch (column.best()) {
          case NONE -> false;
          case SMALLEST -> value == smallest(column);
          case SHORTEST_TIME -> ranks.isBest(index);
          case SHORTEST_WAIT -> ranks.hasShortestWait(index);
        };
  }

  private double smallest(MetricColumn column) {
    return rows.stream()
        .filter(ranked)
        .mapToDouble(column.value()::apply)
        .filter(value -> !Double.isNaN(value))
        .min()
        .orElse(Double.NaN);
  }

  /** How many processes stand behind a time, in words. */
  public static String forksInWords(List<TrialResult> results) {
    int forks = forks(results);
    return forks < ForkTimeComparison.MIN_FORKS
        ? CountWithNoun.of(forks, "fork") + ", too few for a rank"
        : "mean of %d forks".formatted(forks);
  }

  /** What the star means: the best of {@code whom}. */
  public static String starInWords(String whom, List<TrialResult> results) {
    boolean timed = forks(results) >= ForkTimeComparison.MIN_FORKS;
    return "a star marks the best of %s that finished%s."
        .formatted(whom, timed ? " (times: beyond chance only)" : "");
  }

  private static int forks(List<TrialResult> results) {
    return results.stream()
        .flatMap(result -> result.summary().timing().stream())
        .mapToInt(timing -> timing.forks().size())
        .max()
        .orElse(0);
  }
}
