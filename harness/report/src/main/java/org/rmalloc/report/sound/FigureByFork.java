// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.TimingResult;

/** A figure of one contender as each of its forks measured it, above 0. */
final class FigureByFork {
  private static final double SMALLEST = 1e-3; // of a time in nanoseconds: a logarithm needs one

  private final double[] values;
  private final Object run;

  private FigureByFork(TimingResult timing, ToDoubleFunction<ForkTimeSummary> figure) {
    values = timing.forks().stream().mapToDouble(figure).toArray();
    run = timing.floor().forks();
  }

  /** Nanoseconds an op, L and U included. */
  static FigureByFork ofThroughput(TimingResult timing) {
    return new FigureByFork(timing, FigureByFork::opNanos);
  }

  /** A percentile, or the maximum, of the times of requests, the timer's overhead taken off. */
  static FigureByFork ofRequests(TimingResult timing, ToLongFunction<LatencyDistribution> figure) {
    return new FigureByFork(timing, fork -> net(fork, figure.applyAsLong(fork.request())));
  }

  private static double opNanos(ForkTimeSummary fork) {
    double nanos = fork.blockNanos().stream().mapToDouble(Double::doubleValue).sum();
    return Math.max(SMALLEST, nanos / fork.ops());
  }

  /** Below the timer's resolution times are one. */
  private static double net(ForkTimeSummary fork, long nanos) {
    return Math.max(
        Math.max(1.0, (double) fork.timerResolutionNanos()),
        (double) nanos - fork.timerOverheadNanos());
  }

  /** What contenders timed in one run share. */
  Object run() {
    return run;
  }

  int forks() {
    return values.length;
  }

  double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Squares of the deviations of the forks' logarithms, summed. */
  double squares() {
    double[] logs = Arrays.stream(values).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    return Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
  }

  /** The variance of the forks' logarithms; of two forks or more. */
  double variance() {
    return squares() / (forks() - 1);
  }
}
