// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.util.List;

/**
 * A figure of several runs.
 *
 * @param median of an even number of runs the mean of the two in the middle
 * @param low no greater than the median
 * @param high no smaller than the median
 */
public record MedianWithInterval(double median, double low, double high) {
  private static final double ALPHA = 0.05;

  /** Checks the order. */
  public MedianWithInterval {
    if (!(low <= median && median <= high)) {
      throw new IllegalArgumentException(
          "found median %s outside of its interval from %s to %s; expected it within"
              .formatted(median, low, high));
    }
  }

  /**
   * The median with the minimum and the maximum.
   *
   * @param values one or more
   */
  public static MedianWithInterval ofAll(List<Double> values) {
    return within(values, 0);
  }

  /**
   * The median with its 95 % confidence interval by order statistics, which assumes nothing of the
   * distribution; of fewer than 6 values minimum and maximum, which cover less: 94 % of 5.
   *
   * <p>Source: H. A. David and H. N. Nagaraja, "Order Statistics", 3rd edition, 2003, section 7.1.
   *
   * @param values one or more
   */
  public static MedianWithInterval ofMedian(List<Double> values) {
    return within(values, outside(values.size()));
  }

  private static MedianWithInterval within(List<Double> values, int outside) {
    List<Double> sorted = values.stream().sorted().toList();
    int count = sorted.size();
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return new MedianWithInterval(median, sorted.get(outside), sorted.get(count - 1 - outside));
  }

  /** How many values at each end may be left out: P(B(n, ½) ≤ outside) is at most 2.5 %. */
  private static int outside(int count) {
    double term = Math.pow(0.5, count); // P(B = 0)
    double sum = term;
    int outside = 0;
    while (true) {
      term *= (double) (count - outside) / (outside + 1); // P(B = outside + 1)
      sum += term;
      if (sum > ALPHA / 2 || 2 * (outside + 1) >= count) {
        return outside;
      }
      outside++;
    }
  }

  /** Whether zero is within. */
  public boolean hasZero() {
    return low <= 0 && high >= 0;
  }

  /** What a figure is of these: divided by each; none of these may be zero. */
  public MedianWithInterval dividing(double figure) {
    double first = figure / low;
    double last = figure / high;
    return new MedianWithInterval(figure / median, Math.min(first, last), Math.max(first, last));
  }
}
