// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one process measured of a contender.
 *
 * <p>A pass is cut into windows of 4,096 to 8,191 ops; of each window the minimum over the passes
 * counts, so that what disturbs one pass is not in the figure. Windows are summed in blocks of
 * equally many.
 *
 * @param position in the order of all processes of the run, from 0
 * @param clock that windows were read from: {@code thread-cpu} or {@code wall}
 * @param warmupPasses full passes before the first one measured
 * @param throughputPasses passes over which the minima were taken
 * @param latencyPasses passes in which every op was timed
 * @param ops of a pass
 * @param blockNanos the sums of the windows' minima, by block of consecutive windows
 * @param request how this process' own medians of the times of requests are distributed
 * @param timerOverheadNanos what reading the wall clock twice added to the time of an op
 * @param timerResolutionNanos the wall clock's step
 * @param wallPerCpu wall time divided by CPU time, the median over the passes: 1 on a quiet machine
 * @param load of the machine, its average over a minute; negative where it is not known
 * @param coldNanosPerOp an op in the first pass of the process, page faults included; empty where
 *     there is no such pass
 */
public record ForkTimeSummary(
    int position,
    String clock,
    int warmupPasses,
    int throughputPasses,
    int latencyPasses,
    int ops,
    List<Double> blockNanos,
    LatencyDistribution request,
    long timerOverheadNanos,
    long timerResolutionNanos,
    double wallPerCpu,
    double load,
    OptionalDouble coldNanosPerOp) {

  /** What a process measured that has no cold pass. */
  public ForkTimeSummary(
      int position,
      String clock,
      int warmupPasses,
      int throughputPasses,
      int latencyPasses,
      int ops,
      List<Double> blockNanos,
      LatencyDistribution request,
      long timerOverheadNanos,
      long timerResolutionNanos,
      double wallPerCpu,
      double load) {
    this(
        position,
        clock,
        warmupPasses,
        throughputPasses,
        latencyPasses,
        ops,
        blockNanos,
        request,
        timerOverheadNanos,
        timerResolutionNanos,
        wallPerCpu,
        load,
        OptionalDouble.empty());
  }

  /** Copies the list, which holds a block at least. */
  public ForkTimeSummary {
    blockNanos = List.copyOf(blockNanos);
    if (blockNanos.isEmpty() || ops < 1) {
      throw new IllegalArgumentException(ops + " ops in " + blockNanos.size() + " blocks");
    }
  }

  /** Nanoseconds an op, L and U included. */
  public double nanosPerOp() {
    return blockNanos.stream().mapToDouble(Double::doubleValue).sum() / ops;
  }
}
