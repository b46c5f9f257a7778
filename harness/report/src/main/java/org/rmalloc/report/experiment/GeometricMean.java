// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.List;
import org.rmalloc.report.sound.StudentTDistribution;

/** Geometric means of ratios and the like: all above 0. */
final class GeometricMean {
  private static final double OUTSIDE = 0.05;

  private GeometricMean() {}

  /** The mean; NaN of nothing. */
  static double mean(List<Double> values) {
    return values.isEmpty() ? Double.NaN : Math.exp(meanLog(values));
  }

  /**
   * By what factor the mean may be off, either way: the 95 % interval of the mean of the logarithms
   * by Student's t distribution. NaN of fewer than two values.
   */
  static double factor(List<Double> values) {
    int n = values.size();
    if (n < 2) {
      return Double.NaN;
    }
    double mean = meanLog(values);
    double squares =
        values.stream().mapToDouble(value -> Math.pow(Math.log(value) - mean, 2)).sum();
    return Math.exp(StudentTDistribution.reach(OUTSIDE, n - 1) * Math.sqrt(squares / (n - 1) / n));
  }

  private static double meanLog(List<Double> values) {
    return values.stream().mapToDouble(Math::log).average().orElseThrow();
  }
}
