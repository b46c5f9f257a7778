// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

/** MediansOverPasses over passes, place by place; of an even number the lower of the two. */
final class MediansOverPasses {
  private MediansOverPasses() {}

  /** By op. */
  static int[] ofInts(int[][] passes, int length) {
    int[] medians = new int[length];
    long[] sorted = new long[passes.length];
    for (int op = 0; op < length; op++) {
      for (int pass = 0; pass < passes.length; pass++) {
        insert(sorted, pass, passes[pass][op]);
      }
      medians[op] = (int) sorted[(passes.length - 1) / 2];
    }
    return medians;
  }

  /** By call. */
  static long[] ofLongs(long[][] passes, int length) {
    long[] medians = new long[length];
    long[] sorted = new long[passes.length];
    for (int call = 0; call < length; call++) {
      for (int pass = 0; pass < passes.length; pass++) {
        insert(sorted, pass, passes[pass][call]);
      }
      medians[call] = sorted[(passes.length - 1) / 2];
    }
    return medians;
  }

  /** Into the first {@code count} of an array, which are sorted; there are few passes. */
  private static void insert(long[] sorted, int count, long value) {
    int place = count;
    for (; place > 0 && sorted[place - 1] > value; place--) {
      sorted[place] = sorted[place - 1];
    }
    sorted[place] = value;
  }
}
