// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.drawn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExtremesSamplerTest {
  @Test
  void aShortSeriesIsKeptWhole() {
    ExtremesSampler sampler = new ExtremesSampler(1);
    for (int op = 0; op < 1000; op++) {
      sampler.offer(op, new double[] {op * 7 % 13});
    }
    assertEquals(1000, sampler.sample().ops().length);
  }

  @Test
  void everyExtremeSurvivesWithTheValuesOfAllSeriesThere() {
    ExtremesSampler sampler = new ExtremesSampler(2);
    SplittableRandom random = new SplittableRandom(5);
    double[][] all = new double[2][300_000];
    for (int op = 0; op < all[0].length; op++) {
      all[0][op] = random.nextDouble();
      all[1][op] = op % 2 == 0 ? Double.NaN : random.nextDouble();
    }
    all[0][123_457] = 9;
    all[1][234_567] = -9;
    for (int op = 0; op < all[0].length; op++) {
      sampler.offer(op, new double[] {all[0][op], all[1][op]});
    }
    SampledSeriesGroup sample = sampler.sample();
    assertTrue(sample.ops().length <= 6000, "few enough to draw");
    for (int i = 0; i < sample.ops().length; i++) {
      int op = (int) sample.ops()[i];
      assertArrayEquals(
          new double[] {all[0][op], all[1][op]},
          new double[] {sample.series(0)[i], sample.series(1)[i]});
    }
    assertTrue(Arrays.stream(sample.ops()).anyMatch(op -> op == 123_457));
    assertTrue(Arrays.stream(sample.ops()).anyMatch(op -> op == 234_567));
  }
}
