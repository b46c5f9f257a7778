// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the replicates of {@link BootstrapTimeComparison}: forks first, then blocks of ops inside
 * each.
 */
final class ForkBootstrap {
  private static final int REPLICATES = 1000;
  private static final int MIN_BLOCKS = 5; // fewer say nothing of other ops: these alone are meant
  private static final long SEED = 0x726d616c6c6f63L;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final int blocks;

  private ForkBootstrap(List<FigureByFork> samples) {
    int common = samples.isEmpty() ? 0 : samples.getFirst().blocks();
    boolean equal = samples.stream().allMatch(sample -> sample.blocks() == common);
    blocks = equal && common >= MIN_BLOCKS ? common : 0;
  }

  /** Logarithms of replicates of the means, by contender. O(replicates · forks · blocks). */
  static double[][] logMeans(List<FigureByFork> samples) {
    ForkBootstrap bootstrap = new ForkBootstrap(samples);
    double[][] logs = new double[samples.size()][REPLICATES];
    for (int replicate = 0; replicate < REPLICATES; replicate++) {
      int[] drawn = bootstrap.draw(Math.max(0, bootstrap.blocks - 1), bootstrap.blocks);
      for (int i = 0; i < samples.size(); i++) {
        logs[i][replicate] = Math.log(bootstrap.mean(samples.get(i), drawn));
      }
    }
    return logs;
  }

  private double mean(FigureByFork sample, int[] drawnBlocks) {
    int forks = sample.forks();
    int draws = Math.max(1, forks - 1);
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      sum += mean(sample.ofFork(random.nextInt(forks)), drawnBlocks);
    }
    return sum / draws;
  }

  private static double mean(double[] values, int[] drawn) {
    if (drawn.length == 0) {
      return FigureByFork.mean(values);
    }
    double sum = 0;
    for (int block : drawn) {
      sum += values[block];
    }
    return sum / drawn.length;
  }

  private int[] draw(int count, int from) {
    int[] drawn = new int[count];
    Arrays.setAll(drawn, _ -> random.nextInt(from));
    return drawn;
  }
}
