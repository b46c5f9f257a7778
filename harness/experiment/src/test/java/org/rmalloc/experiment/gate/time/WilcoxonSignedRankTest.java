// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.random.SplitMix64;

/** The exact test against an enumeration of all signs, and against printed tables. */
final class WilcoxonSignedRankTest {
  @Test
  void pIsTheShareOfAllSignsAsLargeOrLarger() {
    SplitMix64 random = new SplitMix64(3);
    for (int n = 1; n <= 11; n++) {
      double[] differences = new double[n];
      for (int i = 0; i < n; i++) {
        differences[i] = random.below(9) - 4; // with zeros and ties
      }
      assertEquals(enumerated(differences), WilcoxonSignedRank.pGreater(differences), 1e-12);
    }
  }

  /** Ranks by sorting, means over equal ones; every one of the 2ⁿ signs in turn. */
  private static double enumerated(double[] differences) {
    double[] nonZero = Arrays.stream(differences).filter(one -> one != 0).toArray();
    int n = nonZero.length;
    double[] sorted = Arrays.stream(nonZero).map(Math::abs).sorted().toArray();
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      double size = Math.abs(nonZero[i]);
      ranks[i] =
          IntStream.range(0, n)
              .filter(at -> sorted[at] == size)
              .mapToDouble(at -> at + 1)
              .average()
              .orElseThrow();
    }
    double seen =
        IntStream.range(0, n).filter(i -> nonZero[i] > 0).mapToDouble(i -> ranks[i]).sum();
    int asLarge = 0;
    for (int signs = 0; signs < 1 << n; signs++) {
      int chosen = signs;
      double sum =
          IntStream.range(0, n)
              .filter(i -> (chosen >> i & 1) == 1)
              .mapToDouble(i -> ranks[i])
              .sum();
      asLarge += sum >= seen - 1e-9 ? 1 : 0;
    }
    return asLarge / Math.scalb(1.0, n);
  }

  /** Wilcoxon's table: of 10 pairs a sum of 5 of the smaller ranks is the last below 1 %. */
  @Test
  void theTableOfTenPairs() {
    double[] five = {-5, 1, 2, 3, 4, 6, 7, 8, 9, 10};
    double[] six = {-6, 1, 2, 3, 4, 5, 7, 8, 9, 10};
    assertTrue(WilcoxonSignedRank.pGreater(five) <= 0.01);
    assertTrue(WilcoxonSignedRank.pGreater(six) > 0.01);
    assertEquals(1 / 1024.0, WilcoxonSignedRank.pGreater(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 1e-12);
    assertEquals(1, WilcoxonSignedRank.pGreater(), "nothing differs");
  }

  @Test
  void theEstimateIsTheMedianOfMeansOfPairs() {
    assertEquals(2, WilcoxonSignedRank.estimate(1, 2, 3));
    assertEquals(1, WilcoxonSignedRank.estimate(0, 1, 100, 1, 1), 1e-12);
    assertEquals(0.75, WilcoxonSignedRank.estimate(0, 1.5), 1e-12);
  }

  /** At the interval's ends the test is about to reject, on the side that it should. */
  @Test
  void theIntervalHoldsWhatIsNotRejected() {
    SplitMix64 random = new SplitMix64(5);
    double[] differences = new double[10];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = random.below(1_000_000) / 1e6;
    }
    WilcoxonSignedRank.Interval interval = WilcoxonSignedRank.interval(0.01, differences);
    assertTrue(WilcoxonSignedRank.pGreater(shifted(differences, -interval.low() - 1e-9)) > 0.01);
    assertTrue(WilcoxonSignedRank.pGreater(shifted(differences, -interval.low() + 1e-9)) <= 0.01);
    assertTrue(interval.low() < WilcoxonSignedRank.estimate(differences));
    assertTrue(interval.high() > WilcoxonSignedRank.estimate(differences));
  }

  private static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }

  @Test
  void tooFewPairsAreRefusedWithTheArithmetic() {
    assertEquals(7, new HolmProcedure(0.01, 1).fewestPairs());
    assertEquals(10, new HolmProcedure(0.01, 10).fewestPairs());
    assertEquals(
        "--pairs 6: 6 pairs cannot show a change, since their smallest p is 1/2^6 = 0.0156, and p"
            + " must be below 0.0025 = 0.010 / 4 timed trials; expected 9 pairs or more",
        assertThrows(UsageException.class, () -> new HolmProcedure(0.01, 4).check(6)).getMessage());
    new HolmProcedure(0.01, 4).check(9);
  }

  @Test
  void holmStopsAtTheFirstThatIsNotRejected() {
    HolmProcedure test = new HolmProcedure(0.04, 4);
    assertArrayEquals(
        new boolean[] {false, true, false, true}, test.rejected(List.of(0.03, 0.009, 0.5, 0.013)));
    assertArrayEquals(
        new boolean[] {false, false, false, false},
        test.rejected(List.of(0.011, 0.012, 0.013, 0.014)));
  }
}
