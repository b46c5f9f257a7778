// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.replay.result.TimingResult;

/**
 * Do intervals cover what they say, and are equals called equal? Against known differences, with a
 * factor of each process' own, as a virtual machine's compilers make it.
 */
final class CalibrationTest {
  private static final int TRIALS = 1_000;
  private static final double BLOCK_SPREAD = 0.002;

  /** Costs of blocks of one trace, which all contenders share. */
  private static double[] costs(SplittableRandom random, int blocks) {
    return IntStream.range(0, blocks)
        .mapToDouble(_ -> 10 * Math.exp(0.3 * random.nextGaussian()))
        .toArray();
  }

  private static TimeRanks ranks(List<TimingResult> timings) {
    return new TimeRanks(
        timings.stream().map(Optional::of).toList(), Optional.of(MachineNoise.of(timings)));
  }

  private static TimingResult timing(
      SplittableRandom random, int forks, double[] costs, double factor, double forkSpread) {
    List<double[]> blocks = Timings.forks(random, forks, costs, forkSpread, BLOCK_SPREAD);
    blocks.forEach(block -> multiply(block, factor));
    return Timings.of(blocks, Timings.quiet());
  }

  private static void multiply(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 0.02", "3, 30, 0.02", "5, 30, 0.1"})
  void intervalsCoverAKnownRatio(int forks, int blocks, double forkSpread) {
    int covered = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = costs(random, blocks);
      TimeRanks ranks =
          ranks(
              List.of(
                  timing(random, forks, costs, 1, forkSpread),
                  timing(random, forks, costs, 1.5, forkSpread)));
      ConfidenceInterval ratio = ranks.ratio(1, 0);
      covered += ratio.low() <= 1.5 && 1.5 <= ratio.high() ? 1 : 0;
    }
    int count = covered;
    assertTrue(count >= 940, () -> count + " of 1,000 intervals cover the ratio");
  }

  @ParameterizedTest
  @CsvSource({
    "6, 3, 1, 0.02",
    "6, 3, 30, 0.02",
    "11, 3, 5, 0.1",
    "2, 3, 30, 0.02",
    "6, 5, 30, 0.3"
  })
  void equalsAreCalledEqual(int contenders, int forks, int blocks, double forkSpread) {
    int same = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = costs(random, blocks);
      List<TimingResult> equals = new ArrayList<>();
      for (int i = 0; i < contenders; i++) {
        equals.add(timing(random, forks, costs, 1, forkSpread));
      }
      TimeRanks ranks = ranks(equals);
      same += IntStream.range(0, contenders).allMatch(i -> ranks.rank(i) == 1) ? 1 : 0;
    }
    int count = same;
    assertTrue(
        count >= 980, () -> "one is called faster too often: %d of 1,000".formatted(1_000 - count));
  }

  /**
   * One of the contenders is noisier than all others together, by far: 1 % cannot be kept, 5 % is.
   */
  @ParameterizedTest
  @CsvSource({"6, 0.003, 0.05", "3, 0.003, 0.1"})
  void aNoisyEqualIsCalledEqual(int contenders, double forkSpread, double noisySpread) {
    int same = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = costs(random, 20);
      List<TimingResult> equals = new ArrayList<>();
      for (int i = 0; i < contenders; i++) {
        equals.add(timing(random, 3, costs, 1, i == 0 ? noisySpread : forkSpread));
      }
      TimeRanks ranks = ranks(equals);
      same += IntStream.range(0, contenders).allMatch(i -> ranks.rank(i) == 1) ? 1 : 0;
    }
    int count = same;
    assertTrue(
        count >= 950, () -> "one is called faster too often: %d of 1,000".formatted(1_000 - count));
  }

  @ParameterizedTest
  @CsvSource({"2, 1.1, 0.005", "6, 1.1, 0.01", "11, 1.2, 0.02"})
  void aTrueDifferenceIsFound(int contenders, double factor, double forkSpread) {
    int found = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = costs(random, 30);
      List<TimingResult> timings = new ArrayList<>();
      for (int i = 0; i < contenders; i++) {
        timings.add(timing(random, 3, costs, i == 0 ? factor : 1, forkSpread));
      }
      found += ranks(timings).rank(0) > 1 ? 1 : 0;
    }
    int count = found;
    assertTrue(count >= 950, () -> "found %d of 1,000 times".formatted(count));
  }

  /**
   * Ops of different stretches take different times, and a constant is not the same share of each.
   */
  @ParameterizedTest
  @CsvSource({"2, 3, 0.005", "2, 7, 0.02", "6, 3, 0.01"})
  void aConstantMoreAnOpIsFound(int contenders, int forks, double forkSpread) {
    int found = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = {13, 13, 11, 6, 3, 3, 3};
      double[] more = Arrays.stream(costs).map(cost -> cost + 0.8).toArray(); // a tenth of the mean
      List<TimingResult> timings = new ArrayList<>();
      for (int i = 0; i < contenders; i++) {
        timings.add(timing(random, forks, i == 0 ? more : costs, 1, forkSpread));
      }
      found += ranks(timings).rank(0) > 1 ? 1 : 0;
    }
    int count = found;
    assertTrue(count >= 950, () -> "found %d of 1,000 times".formatted(count));
  }
}
