// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.List;

/**
 * What one process measured of throughput.
 *
 * @param blockNanos the sums of the windows' minima, by block of consecutive windows
 * @param ops of a pass
 * @param wallPerCpu wall time divided by CPU time, the median over the passes
 */
public record ForkThroughput(List<Double> blockNanos, int ops, double wallPerCpu) {

  /** Copies the list. */
  public ForkThroughput {
    blockNanos = List.copyOf(blockNanos);
  }
}
