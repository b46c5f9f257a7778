// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the clock itself adds to a time, and how far apart two times must be to tell them apart.
 *
 * @param overheadNanos the median of the times of nothing
 * @param resolutionNanos the clock's step, 1 or more
 */
record ClockOverhead(long overheadNanos, long resolutionNanos) {
  private static final int READINGS = 50_001;
  private static final int WARM_UPS = 10;
  private static final int RARE = 1_000; // a time seen in fewer than 1 of so many says nothing

  /** Measures {@link System#nanoTime}. */
  static ClockOverhead measure() {
    long[] nothings = new long[READINGS];
    for (int i = 0; i <= WARM_UPS; i++) {
      readInto(nothings);
    }
    return of(nothings);
  }

  /** The clock that took so many nanoseconds, and so many, … for nothing. */
  static ClockOverhead of(long[] nothings) {
    long[] sorted = nothings.clone();
    Arrays.sort(sorted);
    return new ClockOverhead(sorted[sorted.length / 2], step(sorted));
  }

  private static void readInto(long[] nothings) {
    for (int i = 0; i < nothings.length; i++) {
      long start = System.nanoTime();
      nothings[i] = System.nanoTime() - start;
    }
  }

  /**
   * The smallest step between times that are not rare. A clock that steps by 41⅔ shows 41 and 42:
   * neighbours in pairs are one time rounded two ways, while a clock that steps by 1 shows more
   * than two in a row.
   */
  private static long step(long[] sorted) {
    long[] common = common(sorted);
    long step = Long.MAX_VALUE;
    long pairFrom = common[0];
    for (int i = 1; i < common.length; i++) {
      if (i >= 2 && common[i] == common[i - 2] + 2) {
        return 1;
      }
      if (common[i] > pairFrom + 1) {
        step = Math.min(step, common[i] - pairFrom);
        pairFrom = common[i];
      }
    }
    return step == Long.MAX_VALUE ? leastAboveNothing(sorted) : step;
  }

  private static long[] common(long[] sorted) {
    Map<Long, Long> counts = new LinkedHashMap<>();
    for (long time : sorted) {
      counts.merge(time, 1L, Long::sum);
    }
    long[] common =
        counts.entrySet().stream()
            .filter(count -> count.getValue() * RARE >= sorted.length)
            .mapToLong(Map.Entry::getKey)
            .toArray();
    return common.length > 0 ? common : sorted;
  }

  /** All times that are not rare are one: the step is no larger than the least that is not 0. */
  private static long leastAboveNothing(long[] sorted) {
    return Arrays.stream(sorted).filter(nanos -> nanos > 0).findFirst().orElse(1);
  }
}
