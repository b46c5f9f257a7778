package org.rmalloc.replay.time;

import java.util.Arrays;

/**
 * What the clock itself adds to a time, and the smallest difference it shows.
 *
 * @param overheadNanos the median of the times of nothing
 * @param resolutionNanos the smallest difference above 0 that was seen
 */
record Clock(long overheadNanos, long resolutionNanos) {
  private static final int READINGS = 50_001;
  private static final int WARM_UPS = 10;

  /** Measures {@link System#nanoTime}. */
  static Clock measure() {
    long[] differences = new long[READINGS];
    for (int i = 0; i <= WARM_UPS; i++) {
      readInto(differences);
    }
    Arrays.sort(differences);
    long resolution = Arrays.stream(differences).filter(nanos -> nanos > 0).min().orElse(1);
    return new Clock(
        differences[READINGS / 2], Math.min(resolution, resolutionBetween(differences)));
  }

  private static void readInto(long[] differences) {
    for (int i = 0; i < differences.length; i++) {
      long start = System.nanoTime();
      differences[i] = System.nanoTime() - start;
    }
  }

  /** The smallest step between two different times of nothing. */
  private static long resolutionBetween(long[] sorted) {
    long smallest = Long.MAX_VALUE;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] > sorted[i - 1]) {
        smallest = Math.min(smallest, sorted[i] - sorted[i - 1]);
      }
    }
    return smallest;
  }
}
