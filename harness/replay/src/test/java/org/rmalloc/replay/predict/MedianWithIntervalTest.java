// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MedianWithIntervalTest {
  /**
   * How many values lie outside at each end.
   *
   * <p>Oracle: W. J. Conover, "Practical Nonparametric Statistics", 3rd edition, 1999, table A3:
   * the quantiles of the binomial distribution with p = 0.5 at 2.5 %.
   */
  @ParameterizedTest
  @CsvSource({"1,0", "5,0", "6,0", "8,0", "9,1", "11,1", "12,2", "15,3", "20,5"})
  void theMiddleCovers95Percent(int count, int outside) {
    List<Double> values = IntStream.range(0, count).mapToObj(i -> (double) i).toList();
    MedianWithInterval spread = MedianWithInterval.ofMedian(values.reversed());
    assertEquals(new MedianWithInterval((count - 1) / 2.0, outside, count - 1 - outside), spread);
    assertEquals(
        new MedianWithInterval((count - 1) / 2.0, 0, count - 1), MedianWithInterval.ofAll(values));
  }

  @Test
  void aFigureIsDividedByEach() {
    assertEquals(new MedianWithInterval(1, 0.8, 2), new MedianWithInterval(8, 4, 10).dividing(8));
    assertEquals(
        new MedianWithInterval(-1, -2, -0.8), new MedianWithInterval(-8, -10, -4).dividing(8));
  }

  @Test
  void zeroMayBeWithin() {
    assertTrue(new MedianWithInterval(1, 0, 2).hasZero());
    assertTrue(new MedianWithInterval(-1, -2, 3).hasZero());
    assertFalse(new MedianWithInterval(-2, -3, -1).hasZero());
  }
}
