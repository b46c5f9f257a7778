// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

/**
 * The range of several standard normal variables: the studentized range with infinite degrees of
 * freedom.
 *
 * <p>P(range ≤ q) = k ∫ φ(x) (Φ(x + q) − Φ(x))^(k−1) dx, by Simpson's rule.
 */
final class StudentizedRange {
  private static final double END = 9; // of the integral, either way
  private static final int STEPS_A_UNIT = 200;
  private static final int STEPS = (int) (2 * END * STEPS_A_UNIT);
  private static final double[] PHI = cumulative();

  private StudentizedRange() {}

  /**
   * What the range is at most, with a probability.
   *
   * @param k how many variables, 2 or more
   */
  static double quantile(double probability, int k) {
    double low = 0;
    double high = 2 * END;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (probability(middle, k) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  static double probability(double q, int k) {
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double x = at(i);
      double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * density(x) * Math.pow(normal(x + q) - PHI[i], k - 1);
    }
    return k * sum / 3 / STEPS_A_UNIT;
  }

  /** Φ, between points of the grid by the third-order expansion of the nearer one. */
  static double normal(double x) {
    if (x <= -END) {
      return 0;
    }
    if (x >= END) {
      return 1;
    }
    int i = (int) Math.round((x + END) * STEPS_A_UNIT);
    double from = at(i);
    double h = x - from;
    return PHI[i] + density(from) * h * (1 - from * h / 2 + (from * from - 1) * h * h / 6);
  }

  private static double[] cumulative() {
    double[] phi = new double[STEPS + 1];
    double step = 1.0 / STEPS_A_UNIT;
    for (int i = 1; i <= STEPS; i++) {
      double from = at(i - 1);
      phi[i] =
          phi[i - 1]
              + step / 6 * (density(from) + 4 * density(from + step / 2) + density(from + step));
    }
    return phi;
  }

  private static double at(int i) {
    return (double) i / STEPS_A_UNIT - END;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
