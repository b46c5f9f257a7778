// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rmalloc.report.chart.CriticalDifferenceDiagram;

/**
 * Contenders ranked on every trace, and whether their mean ranks differ beyond chance.
 *
 * <p>Source: Demšar, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7,
 * 2006: Friedman's test in the form of Iman and Davenport, corrected for ties, and Nemenyi's
 * critical difference at 5 %. Equal values share the mean of their ranks; who has no value shares
 * the last ones.
 *
 * @param labels of the contenders, best mean rank first
 * @param meanRanks in their order, from 1
 * @param blocks how many traces
 * @param statistic F, infinite where every trace ranks them alike
 * @param chance the probability of such an F or a larger one among equals
 * @param criticalDifference mean ranks that differ by less are not told apart
 */
record FriedmanRanks(
    List<String> labels,
    List<Double> meanRanks,
    int blocks,
    double statistic,
    double chance,
    double criticalDifference) {
  /** The share of false differences among equals. */
  static final double LEVEL = 0.05;

  /** Of contenders over traces: two or more of each. */
  static FriedmanRanks of(ContenderMeansByTrace values, List<String> contenders) {
    int k = contenders.size();
    int n = values.traces().size();
    double[] sums = new double[k];
    double squares = 0; // of all ranks
    for (String trace : values.traces()) {
      double[] ranks =
          ranks(contenders.stream().mapToDouble(one -> values.of(one, trace)).toArray());
      for (int i = 0; i < k; i++) {
        sums[i] += ranks[i];
        squares += ranks[i] * ranks[i];
      }
    }
    double chiSquare = chiSquare(sums, squares, n);
    double f = (n - 1) * chiSquare / (n * (k - 1) - chiSquare);
    double statistic = n * (k - 1) - chiSquare < 1e-9 ? Double.POSITIVE_INFINITY : f;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> sums[i]));
    return new FriedmanRanks(
        order.stream().map(contenders::get).toList(),
        order.stream().map(i -> sums[i] / n).toList(),
        n,
        statistic,
        FDistribution.beyond(statistic, k - 1, (k - 1) * (n - 1)),
        StudentizedRange.quantile(1 - LEVEL, k)
            / Math.sqrt(2)
            * Math.sqrt(k * (k + 1) / (6.0 * n)));
  }

  /** Friedman's χ², with ties: Conover, "Practical Nonparametric Statistics", 1999, 5.8. */
  private static double chiSquare(double[] sums, double squares, int n) {
    int k = sums.length;
    double mean = n * (k + 1) / 2.0;
    double between = 0;
    for (double sum : sums) {
      between += (sum - mean) * (sum - mean);
    }
    double spread = squares - n * k * (k + 1) * (k + 1) / 4.0;
    return spread == 0 ? 0 : (k - 1) * between / spread;
  }

  /** The rank of each value from 1, the smallest first; NaN is larger than all. */
  static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int smaller = 0;
      int equal = 0;
      for (double other : values) {
        int order = Double.compare(other, values[i]);
        smaller += order < 0 ? 1 : 0;
        equal += order == 0 ? 1 : 0;
      }
      ranks[i] = smaller + (equal + 1) / 2.0;
    }
    return ranks;
  }

  /** Whether there is any difference beyond chance. */
  boolean differs() {
    return chance < LEVEL;
  }

  /**
   * The largest groups, two or more each, whose mean ranks are within the critical difference: from
   * and to, as indices of labels.
   */
  List<int[]> groups() {
    List<int[]> groups = new ArrayList<>();
    int reached = -1;
    for (int from = 0; from < labels.size(); from++) {
      int to = from;
      while (to + 1 < labels.size()
          && meanRanks.get(to + 1) - meanRanks.get(from) < criticalDifference) {
        to++;
      }
      if (to > from && to > reached) {
        groups.add(new int[] {from, to});
        reached = to;
      }
    }
    return groups;
  }

  /** The critical-difference diagram. */
  CriticalDifferenceDiagram chart(String title) {
    List<CriticalDifferenceDiagram.Rank> ranks = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      ranks.add(new CriticalDifferenceDiagram.Rank(labels.get(i), meanRanks.get(i)));
    }
    return new CriticalDifferenceDiagram(
        "%s: mean rank over %d traces".formatted(title, blocks),
        ranks,
        groups().stream()
            .map(group -> new CriticalDifferenceDiagram.Group(group[0], group[1]))
            .toList(),
        criticalDifference);
  }
}
