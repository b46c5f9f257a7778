package org.rmalloc.report.sound;

import java.util.Arrays;

/**
 * Sums of several figures over blocks of consecutive points: what a block bootstrap resamples, in
 * memory that does not grow with the points. When the blocks run out, each two neighbours become
 * one.
 *
 * <p>Whole blocks are resampled because neighbouring ops are alike: single ops would show too
 * narrow an interval. Source: Carlstein, "The use of subseries values for estimating the variance
 * of a general statistic from a stationary sequence", Annals of Statistics 14, 1986.
 */
final class BlockSums {
  private static final int MOST_BLOCKS = 2048;
  private static final int FEW_BLOCKS = 16;

  private final int figures;
  private final double[] sums;
  private final long[] points = new long[MOST_BLOCKS];
  private long blockLength = 1;
  private long added;

  BlockSums(int figures) {
    this.figures = figures;
    this.sums = new double[MOST_BLOCKS * figures];
  }

  /** Adds one point. */
  void add(double[] values) {
    if (added == blockLength * MOST_BLOCKS) {
      joinNeighbours();
    }
    int block = (int) (added / blockLength);
    for (int i = 0; i < figures; i++) {
      sums[block * figures + i] += values[i];
    }
    points[block]++;
    added++;
  }

  private void joinNeighbours() {
    int blocks = blocks();
    for (int block = 0; block < (blocks + 1) / 2; block++) {
      boolean paired = 2 * block + 1 < blocks;
      for (int i = 0; i < figures; i++) {
        double other = paired ? sums[(2 * block + 1) * figures + i] : 0;
        sums[block * figures + i] = sums[2 * block * figures + i] + other;
      }
      points[block] = points[2 * block] + (paired ? points[2 * block + 1] : 0);
    }
    int left = (blocks + 1) / 2;
    Arrays.fill(sums, left * figures, sums.length, 0);
    Arrays.fill(points, left, MOST_BLOCKS, 0);
    blockLength *= 2;
  }

  /**
   * Joins blocks until they are about as long as the cube root of the number of points, which lets
   * both the blocks' length and their number grow with it; a short series stays as it is.
   */
  void coarsen() {
    double most = Math.max(Math.pow((double) added, 2 / 3.0), FEW_BLOCKS);
    while (blocks() > most) {
      joinNeighbours();
    }
  }

  int blocks() {
    return (int) ((added + blockLength - 1) / blockLength);
  }

  /** Points added. */
  long points() {
    return added;
  }

  long points(int block) {
    return points[block];
  }

  double sum(int block, int figure) {
    return sums[block * figures + figure];
  }

  int figures() {
    return figures;
  }
}
