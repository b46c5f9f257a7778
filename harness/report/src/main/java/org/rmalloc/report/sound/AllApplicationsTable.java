// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;

/**
 * Several applications together: the geometric mean over the applications of each allocator's ratio
 * to the best, time and memory in columns of their own.
 *
 * <p>Source: Fleming and Wallace, "How not to lie with statistics: the correct way to summarize
 * benchmark results", CACM 29, 1986.
 */
public final class AllApplicationsTable {
  private AllApplicationsTable() {}

  /** An allocator over all applications: NaN where an application has no ratio of it. */
  record Overall(String label, double time, double memory, int finished) {}

  /** The table, sorted by memory, then time. */
  public static Table of(List<ComparisonScores> scores) {
    Table.Builder table =
        Table.titled("All %s applications".formatted(scores.size()))
            .text("allocator")
            .figures("memory", "ratio to best")
            .figures("time", "ratio to best")
            .figures("finished", "of %s".formatted(scores.size()));
    for (Overall row : rows(scores)) {
      table.row(
          row.label(),
          QuantityFormatter.decimals(row.memory(), 2),
          QuantityFormatter.decimals(row.time(), 2),
          String.valueOf(row.finished()));
    }
    table.note(
        "Ratios of peak footprints and of mean times, as geometric means over all applications;"
            + " an allocator that did not finish them all has none.");
    return table.build();
  }

  static List<Overall> rows(List<ComparisonScores> scores) {
    Map<String, Integer> finished = new LinkedHashMap<>();
    for (ComparisonScores score : scores) {
      for (ComparedContender contender : score.contenders()) {
        finished.merge(contender.label(), contender.finished() ? 1 : 0, Integer::sum);
      }
    }
    return finished.entrySet().stream()
        .map(entry -> overall(entry.getKey(), entry.getValue(), scores))
        .sorted(
            Comparator.comparingInt((Overall row) -> -row.finished())
                .thenComparingDouble(Overall::memory)
                .thenComparingDouble(Overall::time)
                .thenComparing(Overall::label))
        .toList();
  }

  private static Overall overall(String label, int finished, List<ComparisonScores> scores) {
    double time = geometricMean(scores.stream().mapToDouble(score -> time(label, score)));
    double memory = geometricMean(scores.stream().mapToDouble(score -> memory(label, score)));
    return new Overall(label, time, memory, finished);
  }

  private static double geometricMean(DoubleStream ratios) {
    return Math.exp(ratios.map(Math::log).average().orElse(Double.NaN));
  }

  private static double time(String label, ComparisonScores score) {
    return score.speed().stream()
        .filter(row -> row.contender().label().equals(label))
        .flatMap(row -> row.figures().stream())
        .mapToDouble(figures -> figures.meanRatio().value())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double memory(String label, ComparisonScores score) {
    return score.space().stream()
        .filter(row -> row.contender().label().equals(label))
        .map(SpaceRankingRow::footprintRatio)
        .flatMapToDouble(OptionalDouble::stream)
        .findFirst()
        .orElse(Double.NaN);
  }
}
