// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

/**
 * Fisher's F distribution, by the regularized incomplete beta function.
 *
 * <p>Source: the continued fraction 26.5.8 of Abramowitz and Stegun, "Handbook of Mathematical
 * Functions", 1964, evaluated by Lentz's method; ln Γ by Lanczos, 1964.
 */
final class FDistribution {
  private static final double[] LANCZOS = {
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
    -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6,
    1.5056327351493116e-7
  };
  private static final double TINY = 1e-300;
  private static final int MAX_TERMS = 10_000;

  private FDistribution() {}

  /** The probability of f or more, with so many degrees of freedom above and below. */
  static double beyond(double f, int above, int below) {
    if (Double.isInfinite(f)) {
      return 0;
    }
    return f <= 0 ? 1 : beta(below / (below + above * f), below / 2.0, above / 2.0);
  }

  /** Iₓ(a, b). */
  private static double beta(double x, double a, double b) {
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < MAX_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  private static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x - 1 + LANCZOS.length - 1.5;
    return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
