// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several series of one length compared point by point, in argument order. O(points · n log n).
 *
 * @param values by series, by point
 * @param rule what is better, and from which limits on
 */
record PointwiseComparison(List<double[]> values, Rule rule) {

  /**
   * Which value is better, what a value must beat to count as the best of its point, and what it
   * must be worse than to count as the worst.
   */
  enum Rule {
    LESS_IS_BETTER(10_000_000, 0),
    MORE_IS_BETTER(0, 1_000_000);

    private final double bestLimit;
    private final double worstLimit;

    Rule(double bestLimit, double worstLimit) {
      this.bestLimit = bestLimit;
      this.worstLimit = worstLimit;
    }

    boolean isBetter(double a, double b) {
      return this == LESS_IS_BETTER ? a < b : a > b;
    }
  }

  /** What one series got, in percent. */
  static final class Score {
    double penaltyCount;
    double penaltyWeighted;
    double best;
    double worst;
  }

  /** The scores by series. */
  List<Score> scores() {
    List<Score> scores = IntStream.range(0, values.size()).mapToObj(_ -> new Score()).toList();
    int points = values.getFirst().length;
    for (int point = 0; point < points; point++) {
      rank(point, scores);
      scores.get(foremost(point, rule.bestLimit, true)).best++;
      scores.get(foremost(point, rule.worstLimit, false)).worst++;
    }
    double cells = (double) values.size() * points;
    for (Score score : scores) {
      score.penaltyCount = score.penaltyCount / cells * 100;
      score.penaltyWeighted = score.penaltyWeighted / cells * 100;
      score.best = 100 * score.best / points;
      score.worst = 100 * score.worst / points;
    }
    return scores;
  }

  private void rank(int point, List<Score> scores) {
    Comparator<Integer> ascending =
        Comparator.<Integer>comparingDouble(series -> values.get(series)[point])
            .thenComparingInt(series -> series);
    // Reversed as a whole, so that among equals the last argument comes first.
    Comparator<Integer> order = rule == Rule.LESS_IS_BETTER ? ascending : ascending.reversed();
    List<Integer> ranking = IntStream.range(0, values.size()).boxed().sorted(order).toList();
    double first = values.get(ranking.getFirst())[point];
    double reference = first == 0 ? 1 : first;
    for (int rank = 0; rank < ranking.size(); rank++) {
      Score score = scores.get(ranking.get(rank));
      double value = values.get(ranking.get(rank))[point];
      score.penaltyCount += rank;
      score.penaltyWeighted += rank * Math.abs(value - reference) / reference;
    }
  }

  /** The first series that beats the limit and all others; the first of all if none does. */
  private int foremost(int point, double limit, boolean best) {
    int foremost = 0;
    double bar = limit;
    for (int series = 0; series < values.size(); series++) {
      double value = values.get(series)[point];
      boolean passes = best ? rule.isBetter(value, bar) : rule.isBetter(bar, value);
      if (passes) {
        foremost = series;
        bar = value;
      }
    }
    return foremost;
  }
}
