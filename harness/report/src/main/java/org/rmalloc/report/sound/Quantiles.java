package org.rmalloc.report.sound;

import org.HdrHistogram.Histogram;

/**
 * Quantiles and their bootstrap intervals.
 *
 * <p>A sample quantile needs no drawing: over all resamples, the rank in the sample that it falls
 * on is binomial, so the interval runs between two ranks. Source: Efron, "Bootstrap Methods:
 * Another Look at the Jackknife", Annals of Statistics 7, 1979, section 3.
 */
final class Quantiles {
  private static final double REACH = 1.959964;

  private Quantiles() {}

  /**
   * A quantile.
   *
   * @param quantile above 0 and below 1
   */
  static Interval of(Histogram histogram, double quantile) {
    double count = histogram.getTotalCount();
    double spread = REACH * Math.sqrt(count * quantile * (1 - quantile));
    return new Interval(
        at(histogram, quantile * count),
        at(histogram, quantile * count - spread),
        at(histogram, quantile * count + spread));
  }

  private static double at(Histogram histogram, double rank) {
    double share = Math.clamp(rank / histogram.getTotalCount(), 0, 1);
    return histogram.getValueAtPercentile(100 * share);
  }
}
