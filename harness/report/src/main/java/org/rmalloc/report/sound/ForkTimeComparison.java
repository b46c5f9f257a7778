// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares a figure that every fork of every contender measured: means, intervals, and who differs
 * from whom by more than chance.
 *
 * <p>All contenders replay the same ops, so what chance moves is one fork beside the next: the
 * compilers decide anew in each, and the machine is not the same from second to second. An interval
 * says where the figure would lie if the same recording were measured again, with other forks. What
 * another recording of the same program would give, it does not say; ops are no sample of that.
 *
 * <p>Three forks say little about their own spread. No contender's forks are therefore taken to
 * differ less than all contenders' do together; the degrees of freedom of Student's t are those of
 * this pooled spread. Where contenders were timed in different runs, what {@code noop} shows of the
 * difference between the runs comes on top.
 *
 * <p>One contender ranks behind another if 0 lies outside an interval of the difference of their
 * logarithms that all pairs together miss with a probability of 1 % at the most (Bonferroni, over
 * ordered pairs: which of two is the faster is itself taken from the data). Some contenders are
 * less steady than others, so two must differ by their own forks as well: at 0.5 %, with variances
 * to which the pooled spread counts as one more degree of freedom. Source: G. K. Smyth, "Linear
 * models and empirical Bayes methods for assessing differential expression in microarray
 * experiments", Statistical Applications in Genetics and Molecular Biology 3(1), 2004; deviations:
 * the weight of the prior is fixed, not estimated, and no degree of freedom is counted for it.
 */
public final class ForkTimeComparison {
  /** Forks without which nothing is ranked. */
  public static final int MIN_FORKS = 3;

  private static final double CHANCE = 0.01;
  private static final double CHANCE_ALONE = 0.005;
  private static final double PRIOR = 1; // degrees of freedom that the pooled spread counts as
  private static final double OUTSIDE = 0.05;

  private final List<FigureByFork> samples;
  private final double runVariance;
  private final double[] means;
  private final PooledForkVariance pooled;

  /**
   * Compares samples.
   *
   * @param runVariance of the logarithm of a time, between runs; 0 where there is but one
   */
  ForkTimeComparison(List<FigureByFork> samples, double runVariance) {
    this.samples = List.copyOf(samples);
    this.runVariance = runVariance;
    means = samples.stream().mapToDouble(FigureByFork::mean).toArray();
    pooled = PooledForkVariance.of(samples);
  }

  /** The mean of a contender's forks. */
  double mean(int i) {
    return means[i];
  }

  /** The mean and its 95 % interval, symmetric in its logarithm; unknown of a single fork. */
  ConfidenceInterval interval(int i) {
    return around(means[i], pooled.reach(OUTSIDE) * Math.sqrt(ofForks(i) + runVariance));
  }

  /** The ratio of two means and its 95 % interval. */
  ConfidenceInterval ratio(int i, int other) {
    double ratio = means[i] / means[other];
    return i == other
        ? new ConfidenceInterval(1, 1, 1)
        : around(ratio, pooled.reach(OUTSIDE) * Math.sqrt(variance(i, other)));
  }

  /** Whether two means differ by more than chance, all pairs considered; no rank without it. */
  boolean differ(int i, int other) {
    return isRanked(i)
        && isRanked(other)
        && Math.abs(Math.log(means[i] / means[other])) > reach(i, other);
  }

  /** The largest ratio of two means, of a difference that would still pass for chance. */
  double largestChanceRatio(int i, int other) {
    return Math.exp(reach(i, other));
  }

  private double reach(int i, int other) {
    double pairs = Math.max(2, samples.size() * (samples.size() - 1.0));
    double ofAll = pooled.reach(CHANCE / pairs) * Math.sqrt(variance(i, other));
    return Math.max(ofAll, reachAlone(i, other));
  }

  /** What two contenders reach by their own forks, when others are much steadier. */
  private double reachAlone(int i, int other) {
    int freedom = samples.get(i).forks() + samples.get(other).forks() - 2;
    return StudentTDistribution.reach(CHANCE_ALONE, freedom)
        * Math.sqrt(moderated(i) + moderated(other));
  }

  /** The variance of a contender's mean by its own forks, moderated by the pooled spread. */
  private double moderated(int i) {
    FigureByFork sample = samples.get(i);
    double squares = sample.squares() + PRIOR * pooled.variance();
    return squares / (sample.forks() - 1 + PRIOR) / sample.forks();
  }

  /** Whether there are forks enough to rank it. */
  boolean isRanked(int i) {
    return samples.get(i).forks() >= MIN_FORKS;
  }

  /** From 1: those whom nobody certainly beats share the first; 0 where it has none. */
  int rank(int i) {
    return isRanked(i)
        ? 1
            + (int)
                IntStream.range(0, means.length)
                    .filter(other -> means[other] < means[i] && differ(i, other))
                    .count()
        : 0;
  }

  /** Whether it is less than every other by more than chance, and there is another. */
  boolean isLeast(int i) {
    return means.length > 1
        && IntStream.range(0, means.length)
            .filter(other -> other != i)
            .allMatch(other -> means[i] < means[other] && differ(i, other));
  }

  private static ConfidenceInterval around(double value, double reach) {
    return Double.isNaN(reach)
        ? ConfidenceInterval.unknown(value)
        : new ConfidenceInterval(value, value * Math.exp(-reach), value * Math.exp(reach));
  }

  private double variance(int i, int other) {
    boolean together = samples.get(i).run().equals(samples.get(other).run());
    return ofForks(i) + ofForks(other) + (together ? 0 : 2 * runVariance);
  }

  /** The variance of the logarithm of a contender's mean within its run; NaN of a single fork. */
  private double ofForks(int i) {
    FigureByFork sample = samples.get(i);
    return sample.forks() < 2
        ? Double.NaN
        : Math.max(sample.variance(), pooled.variance()) / sample.forks();
  }
}
