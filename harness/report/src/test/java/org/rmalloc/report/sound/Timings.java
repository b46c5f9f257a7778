// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.TimingResult;

/** Timings made of numbers. */
final class Timings {
  private static final int OPS_OF_BLOCK = 1_000;
  private static final TimingResult.Floor QUIET = floor(2, 2.01, 1.99);

  private Timings() {}

  /** Of forks that took so many nanoseconds an op each, in a run whose noop was steady. */
  static TimingResult of(double... nanosPerOp) {
    return of(Arrays.stream(nanosPerOp).mapToObj(nanos -> new double[] {nanos}).toList(), QUIET);
  }

  /** Of forks that took so many nanoseconds an op in each block. */
  static TimingResult of(List<double[]> blocks, TimingResult.Floor floor) {
    return new TimingResult(
        1, blocks.stream().map(Timings::fork).toList(), List.of(), List.of(), floor);
  }

  /** Of forks whose slowest requests took so many nanoseconds, the timer's overhead of 20 in it. */
  static TimingResult ofSlowest(long... nanos) {
    List<ForkTimeSummary> forks = new ArrayList<>();
    for (long slowest : nanos) {
      forks.add(fork(new double[] {100}, slowest));
    }
    return new TimingResult(1, forks, List.of(), List.of(), QUIET);
  }

  static TimingResult.Floor floor(double... nanosPerOp) {
    List<double[]> blocks = Arrays.stream(nanosPerOp).mapToObj(n -> new double[] {n}).toList();
    return new TimingResult.Floor(blocks.stream().map(Timings::fork).toList(), request(30));
  }

  static TimingResult.Floor quiet() {
    return QUIET;
  }

  /**
   * Forks of one contender: a factor of each fork, log-normal, times the costs of the blocks, times
   * noise of each block.
   */
  static List<double[]> forks(
      SplittableRandom random, int forks, double[] costs, double forkSpread, double blockSpread) {
    List<double[]> each = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      double factor = Math.exp(forkSpread * random.nextGaussian());
      each.add(
          Arrays.stream(costs)
              .map(cost -> cost * factor * Math.exp(blockSpread * random.nextGaussian()))
              .toArray());
    }
    return each;
  }

  private static ForkTimeSummary fork(double[] nanosPerOp) {
    return fork(nanosPerOp, 1_000);
  }

  private static ForkTimeSummary fork(double[] nanosPerOp, long slowest) {
    return new ForkTimeSummary(
        0,
        "thread-cpu",
        4,
        5,
        3,
        nanosPerOp.length * OPS_OF_BLOCK,
        Arrays.stream(nanosPerOp).map(nanos -> nanos * OPS_OF_BLOCK).boxed().toList(),
        request(slowest),
        20,
        1,
        1.01,
        0.5);
  }

  private static LatencyDistribution request(long slowest) {
    return new LatencyDistribution(LatencyDistribution.REQUEST, 100, 25, 26, 27, 28, slowest);
  }
}
