// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

/**
 * How a pass is cut into windows of about equal length, and windows into blocks of equally many.
 *
 * <p>A window holds {@link #MIN_OPS} ops or more and fewer than twice as many: long enough for the
 * clock's reading to weigh little, short enough to pass undisturbed now and then on a busy machine.
 * A shorter trace is one window.
 *
 * @param ops of a pass, 1 or more
 * @param blocks 1 to {@link #MAX_BLOCKS}
 * @param perBlock windows of each block, 1 or more
 */
record TimingWindowLayout(int ops, int blocks, int perBlock) {
  static final int MIN_OPS = 4_096;
  static final int MAX_BLOCKS = 64;

  static TimingWindowLayout of(int ops) {
    int blocks = Math.clamp(ops / MIN_OPS, 1, MAX_BLOCKS);
    return new TimingWindowLayout(ops, blocks, Math.max(1, ops / blocks / MIN_OPS));
  }

  int count() {
    return blocks * perBlock;
  }

  /** The op before which a window ends. */
  int end(int window) {
    return (int) ((long) ops * (window + 1) / count());
  }

  /** Sums over the windows of each block. */
  double[] blockSums(double[] byWindow) {
    double[] sums = new double[blocks];
    for (int window = 0; window < byWindow.length; window++) {
      sums[window / perBlock] += byWindow[window];
    }
    return sums;
  }

  /** Whether a pass fits into one window, and may be repeated within it. */
  boolean isShort() {
    return ops < MIN_OPS;
  }
}
