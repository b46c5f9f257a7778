package org.rmalloc.report.sound;

/**
 * Quantiles of Student's t distribution, to better than 0.5 % from 4 degrees of freedom on.
 *
 * <p>Source: the expansion 26.7.5 and the normal quantile 26.2.23 of Abramowitz and Stegun,
 * "Handbook of Mathematical Functions", 1964.
 */
final class StudentT {
  private StudentT() {}

  /**
   * How many standard errors an interval reaches to each side.
   *
   * @param outside the share of the distribution outside the interval, above 0 and below 1
   * @param freedom degrees of freedom, 1 or more
   */
  static double reach(double outside, int freedom) {
    double z = normalReach(outside);
    double z2 = z * z;
    double n = freedom;
    double first = (z2 + 1) * z / 4;
    double second = ((5 * z2 + 16) * z2 + 3) * z / 96;
    double third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384;
    double fourth = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160;
    return z + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n);
  }

  /** The same for a normal distribution; its error is below 4.5e-4. */
  private static double normalReach(double outside) {
    double t = Math.sqrt(-2 * Math.log(outside / 2));
    double above = (0.010328 * t + 0.802853) * t + 2.515517;
    double below = ((0.001308 * t + 0.189269) * t + 1.432788) * t + 1;
    return t - above / below;
  }
}
