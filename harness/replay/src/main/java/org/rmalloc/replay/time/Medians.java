package org.rmalloc.replay.time;

import java.util.Arrays;

/** Medians over passes, place by place. */
final class Medians {
  private Medians() {}

  /** By op: the median over passes, of an even number the lower of the two. */
  static int[] ofInts(int[][] passes, int length) {
    int[] medians = new int[length];
    int[] one = new int[passes.length];
    for (int op = 0; op < length; op++) {
      for (int pass = 0; pass < passes.length; pass++) {
        one[pass] = passes[pass][op];
      }
      Arrays.sort(one);
      medians[op] = one[(passes.length - 1) / 2];
    }
    return medians;
  }

  /** By call: the median over passes, of an even number the lower of the two. */
  static long[] ofLongs(long[][] passes, int length) {
    long[] medians = new long[length];
    long[] one = new long[passes.length];
    for (int call = 0; call < length; call++) {
      for (int pass = 0; pass < passes.length; pass++) {
        one[pass] = passes[pass][call];
      }
      Arrays.sort(one);
      medians[call] = one[(passes.length - 1) / 2];
    }
    return medians;
  }
}
