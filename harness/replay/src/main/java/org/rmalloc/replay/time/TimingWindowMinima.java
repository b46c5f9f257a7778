// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.Arrays;

/**
 * Of each window the minimum of its CPU times over the passes.
 *
 * <p>A time counts where the wall clock agrees with it. On a virtual machine what the host takes
 * away is subtracted from the CPU time a little later than it is taken, so that a window after a
 * disturbance may seem to cost nearly nothing: the minimum of many passes would be one of those.
 * Where no time of a window agrees, the minimum of the others has to do.
 */
final class TimingWindowMinima {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private final double[] agreed; // by window, nanoseconds
  private final double[] disputed;

  TimingWindowMinima(int windows) {
    agreed = new double[windows];
    disputed = new double[windows];
    clear();
  }

  /** Forgets all times. */
  void clear() {
    Arrays.fill(agreed, NONE);
    Arrays.fill(disputed, NONE);
  }

  /** Takes down what a window took: CPU time, and wall time over nearly the same span. */
  void note(int window, long cpuNanos, long wallNanos) {
    double[] minima = 10 * cpuNanos >= 9 * wallNanos ? agreed : disputed;
    minima[window] = Math.min(minima[window], (double) cpuNanos);
  }

  /** The minimum of a window; infinite before it was noted. */
  double of(int window) {
    return agreed[window] < NONE ? agreed[window] : disputed[window];
  }

  /** The sum over the windows; infinite before each was noted. */
  double sum() {
    double sum = 0;
    for (int window = 0; window < agreed.length; window++) {
      sum += of(window);
    }
    return sum;
  }
}
