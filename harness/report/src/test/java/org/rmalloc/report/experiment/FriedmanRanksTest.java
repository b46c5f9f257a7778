// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Held against the worked example and the tables of the paper. */
class FriedmanRanksTest {
  /** Demšar 2006, table 6: AUC of C4.5 with and without two parameters, on 14 data sets. */
  private static final double[][] PUBLISHED = {
    {0.763, 0.768, 0.771, 0.798},
    {0.599, 0.591, 0.590, 0.569},
    {0.954, 0.971, 0.968, 0.967},
    {0.628, 0.661, 0.654, 0.657},
    {0.882, 0.888, 0.886, 0.898},
    {0.936, 0.931, 0.916, 0.931},
    {0.661, 0.668, 0.609, 0.685},
    {0.583, 0.583, 0.563, 0.625},
    {0.775, 0.838, 0.866, 0.875},
    {1.000, 1.000, 1.000, 1.000},
    {0.940, 0.962, 0.965, 0.962},
    {0.619, 0.666, 0.614, 0.669},
    {0.972, 0.981, 0.9751, 0.975},
    {0.957, 0.978, 0.946, 0.970}
  };

  @Test
  void ranksAreThoseOfThePaper() {
    double[] sums = new double[4];
    for (double[] row : PUBLISHED) {
      double[] less = new double[4]; // there, more is better
      for (int i = 0; i < 4; i++) {
        less[i] = -row[i];
      }
      double[] ranks = FriedmanRanks.ranks(less);
      for (int i = 0; i < 4; i++) {
        sums[i] += ranks[i] / PUBLISHED.length;
      }
    }
    assertArrayEquals(new double[] {3.143, 2.000, 2.893, 1.964}, sums, 5e-4);
  }

  /** The paper's critical values of Nemenyi's test at 5 %, table 5 (a). */
  @Test
  void criticalValuesAreThoseOfThePaper() {
    double[] published = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};
    for (int k = 2; k <= 10; k++) {
      double q = StudentizedRange.quantile(0.95, k) / Math.sqrt(2);
      assertEquals(published[k - 2], q, 1.1e-3, "of " + k); // the paper's last digits are cut
    }
  }

  /** F with (3, 39) degrees of freedom is beyond 2.85 in 5 %, as the paper says. */
  @Test
  void theFDistributionIsThatOfTables() {
    assertEquals(0.05, FDistribution.beyond(2.85, 3, 39), 5e-4);
    assertEquals(0.05, FDistribution.beyond(4.9646, 1, 10), 1e-5); // Abramowitz, Stegun 26.9
    assertEquals(0.01, FDistribution.beyond(6.6349, 1, 1_000_000), 1e-5); // χ² of 1
    assertEquals(0.5, FDistribution.beyond(1, 7, 7), 1e-12);
    assertEquals(1, FDistribution.beyond(0, 2, 5), 0);
  }

  @Test
  void contendersThatEveryTraceRanksAlikeDiffer() {
    ContenderMeansByTrace blocks = blocks(12, new double[] {1, 2, 3});
    FriedmanRanks ranks = FriedmanRanks.of(blocks, blocks.contenders());
    assertEquals(List.of("a", "b", "c"), ranks.labels());
    assertEquals(List.of(1.0, 2.0, 3.0), ranks.meanRanks());
    assertTrue(Double.isInfinite(ranks.statistic()));
    assertEquals(0, ranks.chance());
    assertTrue(ranks.differs());
    // 2.343 · √(3 · 4 / (6 · 12)) = 0.957: neighbours are told apart
    assertEquals(0.957, ranks.criticalDifference(), 1e-3);
    assertEquals(List.of(), ranks.groups());
  }

  @Test
  void equalContendersDoNotDiffer() {
    ContenderMeansByTrace blocks = blocks(5, new double[] {1, 1, 1});
    FriedmanRanks ranks = FriedmanRanks.of(blocks, blocks.contenders());
    assertEquals(List.of(2.0, 2.0, 2.0), ranks.meanRanks());
    assertEquals(1, ranks.chance());
    assertFalse(ranks.differs());
    assertEquals(1, ranks.groups().size());
    assertArrayEquals(new int[] {0, 2}, ranks.groups().getFirst());
  }

  @Test
  void whoHasNoValueSharesTheLastRanks() {
    assertArrayEquals(
        new double[] {2, 3.5, 1, 3.5},
        FriedmanRanks.ranks(new double[] {5, Double.NaN, 4, Double.NaN}));
  }

  /** Contenders a, b, c with these values on each of so many traces. */
  private static ContenderMeansByTrace blocks(int traces, double[] values) {
    List<MeasuredCombination> observations = new ArrayList<>();
    for (int t = 0; t < traces; t++) {
      for (int c = 0; c < values.length; c++) {
        observations.add(
            Observations.of(
                "t" + t, String.valueOf((char) ('a' + c)), "2x", 1000, (long) (1000 * values[c])));
      }
    }
    return ContenderMeansByTrace.of(observations, ComparedMetric.MIN_HEAP);
  }
}
