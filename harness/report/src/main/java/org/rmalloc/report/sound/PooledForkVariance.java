// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.List;

/**
 * How much forks of one contender differ, taken from several contenders together.
 *
 * @param variance of the logarithms of one contender's forks; NaN where none has two forks
 * @param freedom its degrees of freedom
 */
record PooledForkVariance(double variance, int freedom) {

  /** Of some contenders, each around its own mean. */
  static PooledForkVariance of(List<FigureByFork> samples) {
    int freedom = samples.stream().mapToInt(sample -> sample.forks() - 1).sum();
    double squares = samples.stream().mapToDouble(FigureByFork::squares).sum();
    return new PooledForkVariance(squares / freedom, freedom);
  }

  /** How many standard errors an interval reaches to each side; NaN where nothing is known. */
  double reach(double outside) {
    return freedom == 0 ? Double.NaN : StudentTDistribution.reach(outside, freedom);
  }
}
