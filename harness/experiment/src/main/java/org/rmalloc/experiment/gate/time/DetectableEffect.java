// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import org.rmalloc.trace.random.SplitMix64;

/**
 * The minimal detectable effect: the smallest change that pairs with a spread like the one seen
 * would show in nine gates of ten. By resampling what the pairs differ by beyond their estimate,
 * with signs drawn at random; deterministic.
 */
final class DetectableEffect {
  private static final double POWER = 0.9;
  private static final int RESAMPLES = 400;
  private static final int BISECTIONS = 12;
  private static final double LARGEST = Math.log(16); // of a ratio; nobody asks beyond
  private static final long SEED = 1;

  private final double[] residuals;
  private final double alpha;

  private DetectableEffect(double[] residuals, double alpha) {
    this.residuals = residuals;
    this.alpha = alpha;
  }

  /**
   * The effect as a logarithm of a ratio; infinite where not even 16 times is seen.
   *
   * @param differences logarithms of ratios, by pair
   * @param alpha of the test
   */
  static double of(double[] differences, double alpha) {
    double estimate = WilcoxonSignedRank.estimate(differences);
    double[] residuals = differences.clone();
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= estimate;
    }
    return new DetectableEffect(residuals, alpha).search();
  }

  private double search() {
    double missed = 0;
    double seen = LARGEST;
    if (power(seen) < POWER) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = i < BISECTIONS / 2 ? Math.max(seen / 4, missed) : (missed + seen) / 2;
      if (middle == missed) {
        middle = (missed + seen) / 2;
      }
      if (power(middle) < POWER) {
        missed = middle;
      } else {
        seen = middle;
      }
    }
    return seen;
  }

  /** The share of resampled gates that see a shift. */
  private double power(double shift) {
    SplitMix64 random = new SplitMix64(SEED);
    int rejections = 0;
    double[] sample = new double[residuals.length];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      for (int i = 0; i < sample.length; i++) {
        double drawn = residuals[(int) random.below(residuals.length)];
        sample[i] = shift + (random.below(2) == 0 ? drawn : -drawn);
      }
      rejections += WilcoxonSignedRank.pGreater(sample) <= alpha ? 1 : 0;
    }
    return (double) rejections / RESAMPLES;
  }
}
