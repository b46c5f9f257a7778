// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

/**
 * Quantiles of Student's t distribution, exact but for rounding.
 *
 * <p>Source: the finite sums 26.7.3 and 26.7.4 of Abramowitz and Stegun, "Handbook of Mathematical
 * Functions", 1964, inverted by bisection.
 */
public final class StudentTDistribution {
  private static final double LARGEST = 1e9;
  private static final int BISECTIONS = 200;

  private StudentTDistribution() {}

  /**
   * How many standard errors an interval reaches to each side.
   *
   * @param outside the share of the distribution outside the interval, above 0 and below 1
   * @param freedom degrees of freedom, 1 or more
   */
  public static double reach(double outside, int freedom) {
    double low = 0;
    double high = LARGEST;
    for (int i = 0; i < BISECTIONS && high - low > Math.ulp(high); i++) {
      double middle = low < 1 ? (low + high) / 2 : Math.sqrt(low * high);
      if (outside(middle, freedom) > outside) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double outside(double t, int freedom) {
    double angle = Math.atan(t / Math.sqrt(freedom));
    double square = Math.cos(angle) * Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? Math.sin(angle) * Math.cos(angle) : Math.sin(angle);
    double sum = 0;
    for (int k = odd ? 3 : 2; k <= freedom; k += 2) {
      sum += term;
      term *= square * (k - 1) / k;
    }
    return odd ? 1 - 2 / Math.PI * (angle + sum) : 1 - sum;
  }
}
