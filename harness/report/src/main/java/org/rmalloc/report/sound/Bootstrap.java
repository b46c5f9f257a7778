package org.rmalloc.report.sound;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Resamples blocks with replacement, the same ones for every figure, so that what two allocators
 * share (a busy machine, a costly stretch of the trace) cancels out of their difference. The
 * generator's seed is fixed: the same files give the same intervals.
 *
 * <p>An interval reaches as many bootstrap standard errors to each side as Student's t distribution
 * says for the number of blocks. Source: Hesterberg, "What Teachers Should Know About the
 * Bootstrap", The American Statistician 69, 2015.
 */
final class Bootstrap {
  private static final int REPLICATES = 1000;
  private static final int FEWEST_BLOCKS = 5;
  private static final long SEED = 0x726d616c6c6f63L;
  private static final double OUTSIDE = 0.05;

  /** The means of all figures, in the sample or in one replicate. */
  static final class Means {
    private final double[] means;

    Means(double[] means) {
      this.means = means;
    }

    double of(int figure) {
      return means[figure];
    }
  }

  private final Means sample;
  private final Means[] replicates;
  private final int freedom;

  /** Draws the replicates: O(replicates · blocks · figures). */
  Bootstrap(BlockSums blocks) {
    int count = blocks.blocks();
    int[] all = new int[count];
    Arrays.setAll(all, block -> block);
    this.sample = means(blocks, all);
    this.freedom = count - 1;
    this.replicates = new Means[count < FEWEST_BLOCKS ? 0 : REPLICATES];
    SplittableRandom random = new SplittableRandom(SEED);
    Arrays.setAll(replicates, _ -> means(blocks, drawn(random, count)));
  }

  private static int[] drawn(SplittableRandom random, int count) {
    int[] drawn = new int[count];
    Arrays.setAll(drawn, _ -> random.nextInt(count));
    return drawn;
  }

  private static Means means(BlockSums blocks, int[] chosen) {
    double[] sums = new double[blocks.figures()];
    long points = 0;
    for (int block : chosen) {
      points += blocks.points(block);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += blocks.sum(block, i);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= points;
    }
    return new Means(sums);
  }

  /** The 95 % interval of a figure. */
  Interval interval(ToDoubleFunction<Means> figure) {
    return interval(figure, OUTSIDE);
  }

  /** The interval of a figure with another share outside. */
  Interval interval(ToDoubleFunction<Means> figure, double outside) {
    double value = figure.applyAsDouble(sample);
    if (replicates.length == 0) {
      return Interval.unknown(value);
    }
    double reach = StudentT.reach(outside, freedom) * standardError(figure);
    return new Interval(value, value - reach, value + reach);
  }

  /** The 95 % interval of a ratio or of another positive figure, symmetric in its logarithm. */
  Interval positiveInterval(ToDoubleFunction<Means> figure) {
    Interval log = interval(means -> Math.log(figure.applyAsDouble(means)));
    return new Interval(Math.exp(log.value()), Math.exp(log.low()), Math.exp(log.high()));
  }

  /** The bootstrap standard error of a figure; NaN where too few blocks were there to tell. */
  double standardError(ToDoubleFunction<Means> figure) {
    if (replicates.length == 0) {
      return Double.NaN;
    }
    double[] values = Arrays.stream(replicates).mapToDouble(figure).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    // The resampled spread is too small by (blocks - 1) / blocks.
    double correction = (freedom + 1.0) / freedom;
    return Math.sqrt(squares / (values.length - 1) * correction);
  }
}
