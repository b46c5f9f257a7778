// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.TimingResult;

/** A figure of one contender as each of its forks measured it, above 0. */
final class FigureByFork {
  private static final double SMALLEST = 1e-3; // of a time in nanoseconds: a logarithm needs one

  private final double[][] values;
  private final Object run;

  private FigureByFork(double[][] values, Object run) {
    this.values = values;
    this.run = run;
  }

  /** Nanoseconds an op, L and U included, in blocks of windows. */
  static FigureByFork ofThroughput(TimingResult timing) {
    return of(timing.forks(), timing);
  }

  /** What {@code noop} took an op, of each run once. */
  static List<FigureByFork> ofFloors(List<TimingResult> timings) {
    Map<List<ForkTimeSummary>, FigureByFork> byRun = new LinkedHashMap<>();
    for (TimingResult timing : timings) {
      byRun.computeIfAbsent(timing.floor().forks(), forks -> of(forks, timing));
    }
    return List.copyOf(byRun.values());
  }

  private static FigureByFork of(List<ForkTimeSummary> forks, TimingResult timing) {
    return new FigureByFork(
        forks.stream().map(FigureByFork::blocks).toArray(double[][]::new), timing.floor().forks());
  }

  /** A percentile, or the maximum, of the times of requests, the timer's overhead taken off. */
  static FigureByFork ofRequests(TimingResult timing, ToLongFunction<LatencyDistribution> figure) {
    return new FigureByFork(
        timing.forks().stream()
            .map(fork -> new double[] {net(fork, figure.applyAsLong(fork.request()))})
            .toArray(double[][]::new),
        timing.floor().forks());
  }

  private static double[] blocks(ForkTimeSummary fork) {
    double opsOfBlock = (double) fork.ops() / fork.blockNanos().size();
    return fork.blockNanos().stream()
        .mapToDouble(nanos -> Math.max(SMALLEST, nanos / opsOfBlock))
        .toArray();
  }

  /** Below the timer's resolution times are one. */
  private static double net(ForkTimeSummary fork, long nanos) {
    return Math.max(
        Math.max(1.0, (double) fork.timerResolutionNanos()),
        (double) nanos - fork.timerOverheadNanos());
  }

  /** By block of ops; their mean is the fork's figure. */
  double[] ofFork(int fork) {
    return values[fork];
  }

  /** What contenders timed in one run share. */
  Object run() {
    return run;
  }

  int forks() {
    return values.length;
  }

  /** Blocks of every fork; 0 where forks differ in them. */
  int blocks() {
    int blocks = values[0].length;
    return Arrays.stream(values).allMatch(fork -> fork.length == blocks) ? blocks : 0;
  }

  double mean() {
    return Arrays.stream(values).mapToDouble(FigureByFork::mean).average().orElseThrow();
  }

  /** Squares of the deviations of the forks' logarithms, summed. */
  double squares() {
    List<Double> logs = Arrays.stream(values).map(fork -> Math.log(mean(fork))).toList();
    double mean = logs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return logs.stream().mapToDouble(log -> (log - mean) * (log - mean)).sum();
  }

  /** The variance of the forks' logarithms; of two forks or more. */
  double variance() {
    return squares() / (forks() - 1);
  }

  static double mean(double[] blocks) {
    return Arrays.stream(blocks).average().orElseThrow();
  }
}
