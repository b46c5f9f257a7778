// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.ArrayList;
import java.util.List;

/**
 * What one process measured, or several of one build together.
 *
 * @param blockNanos the windowed minima of the thread's CPU time, by block of consecutive windows;
 *     one or more
 * @param ops of a pass
 * @param wallPerCpu wall time divided by CPU time of its passes: 1 on a quiet machine
 */
public record ForkTime(List<Double> blockNanos, int ops, double wallPerCpu) {

  /** Copies the list. */
  public ForkTime {
    blockNanos = List.copyOf(blockNanos);
  }

  /** Of one block. */
  public ForkTime(double nanosPerOp, double wallPerCpu) {
    this(List.of(nanosPerOp), 1, wallPerCpu);
  }

  /** The time of an op. */
  public double nanosPerOp() {
    return blockNanos.stream().mapToDouble(Double::doubleValue).sum() / ops;
  }

  /** Of both, by block the smaller: what disturbs one process is not in it. */
  public ForkTime with(ForkTime other) {
    List<Double> minima = new ArrayList<>();
    for (int block = 0; block < blockNanos.size(); block++) {
      minima.add(Math.min(blockNanos.get(block), other.blockNanos.get(block)));
    }
    return new ForkTime(minima, ops, Math.max(wallPerCpu, other.wallPerCpu));
  }
}
