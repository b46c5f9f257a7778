// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The signed-rank test of paired differences, exact: under the null hypothesis each difference is
 * as likely to have either sign. Differences of 0 are left out; equal ones share the mean of their
 * ranks.
 *
 * <p>Source: Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945);
 * the estimate and its interval: Hodges and Lehmann, "Estimates of Location Based on Rank Tests",
 * Annals of Mathematical Statistics 34 (1963).
 */
public final class WilcoxonSignedRank {
  private WilcoxonSignedRank() {}

  /**
   * The probability of ranks so large or larger of the positive differences. O(n³).
   *
   * @param differences up to some hundreds
   * @return 1 without a difference; never below 2⁻ⁿ
   */
  public static double pGreater(double... differences) {
    double[] nonZero = Arrays.stream(differences).filter(one -> one != 0).toArray();
    int[] ranks = doubledRanks(nonZero);
    int positive =
        IntStream.range(0, ranks.length).filter(i -> nonZero[i] > 0).map(i -> ranks[i]).sum();
    return tail(ranks, positive);
  }

  /** Ranks of the absolute values, times 2, so that means of two are whole. */
  private static int[] doubledRanks(double[] values) {
    int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        int order = Double.compare(Math.abs(other), Math.abs(values[i]));
        ranks[i] += order < 0 ? 2 : order == 0 ? 1 : 0;
      }
      ranks[i] += 1; // an equal one is counted as 1 of 2, itself too
    }
    return ranks;
  }

  /** The share of the 2ⁿ choices of signs whose positive ranks sum to {@code sum} or more. */
  private static double tail(int[] ranks, int sum) {
    int total = Arrays.stream(ranks).sum();
    double[] probabilities = new double[total + 1];
    probabilities[0] = 1;
    int reached = 0;
    for (int rank : ranks) {
      reached += rank;
      for (int at = reached; at >= 0; at--) {
        double with = at >= rank ? probabilities[at - rank] : 0;
        probabilities[at] = (probabilities[at] + with) / 2;
      }
    }
    double tail = 0;
    for (int at = total; at >= sum; at--) {
      tail += probabilities[at];
    }
    return Math.min(1, tail);
  }

  /** The Hodges–Lehmann estimate: the median of the means of all pairs of differences. */
  public static double estimate(double... differences) {
    double[] means = walshMeans(differences);
    int middle = means.length / 2;
    return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
  }

  /**
   * The interval of shifts that the test rejects on neither side.
   *
   * @param alpha of each side; small samples have no smaller one than 2⁻ⁿ, and then all means of
   *     pairs are in it
   */
  public static Interval interval(double alpha, double... differences) {
    double[] means = walshMeans(differences);
    int n = differences.length;
    int[] ranks = IntStream.rangeClosed(1, n).map(rank -> 2 * rank).toArray();
    int rejected = 0; // how many of the means on each side are outside
    while (2 * (rejected + 1) < means.length && tail(ranks, n * (n + 1) - 2 * rejected) <= alpha) {
      rejected++;
    }
    int outside = Math.max(0, rejected - 1);
    return new Interval(means[outside], means[means.length - 1 - outside]);
  }

  /** From low to high. */
  public record Interval(double low, double high) {}

  private static double[] walshMeans(double[] differences) {
    int n = differences.length;
    double[] means = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        means[next++] = (differences[i] + differences[j]) / 2;
      }
    }
    Arrays.sort(means);
    return means;
  }
}
