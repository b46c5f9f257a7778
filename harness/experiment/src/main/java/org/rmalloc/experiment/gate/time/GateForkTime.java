// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.ArrayList;
import java.util.List;

/**
 * The time that one process of a gate measured, or several of one build together.
 *
 * @param blockNanos the windowed minima of the thread's CPU time, by block of consecutive windows;
 *     one or more
 * @param ops of a pass
 * @param wallPerCpu wall time divided by CPU time of its passes: 1 on a quiet machine
 */
public record GateForkTime(List<Double> blockNanos, int ops, double wallPerCpu) {

  /** Copies the list. */
  public GateForkTime {
    blockNanos = List.copyOf(blockNanos);
  }

  /** Of one block. */
  public GateForkTime(double nanosPerOp, double wallPerCpu) {
    this(List.of(nanosPerOp), 1, wallPerCpu);
  }

  /** The time of an op. */
  public double nanosPerOp() {
    return blockNanos.stream().mapToDouble(Double::doubleValue).sum() / ops;
  }

  /** Of both, by block the smaller: what disturbs one process is not in it. */
  public GateForkTime with(GateForkTime other) {
    List<Double> minima = new ArrayList<>();
    for (int block = 0; block < blockNanos.size(); block++) {
      minima.add(Math.min(blockNanos.get(block), other.blockNanos.get(block)));
    }
    return new GateForkTime(minima, ops, Math.max(wallPerCpu, other.wallPerCpu));
  }
}
