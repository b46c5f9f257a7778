// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFacts;
import org.rmalloc.trace.random.SplitMix64;

class InMemorySyntheticTraceTest {
  private static final SizeDistribution LAW =
      SizeDistribution.parse("lognormal(median 96, 16..4096)");

  @Test
  void liveBlocksStayBetweenNineTenthsOfTheTargetAndTheTarget() {
    Trace trace = InMemorySyntheticTrace.trace(new SteadyStateProgram(100_000, 1_000, LAW, 1));
    assertEquals(100_000, trace.opCount());
    int live = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      live += trace.kind(op) == OpKind.NEW ? 1 : -1;
      assertTrue(live <= 1_000 && (live >= 900 || live == op + 1), op + ": " + live);
    }
    TraceFacts facts = trace.facts();
    assertEquals(1_000, facts.peakLiveBlocks());
    assertTrue(facts.count(OpKind.FREE) > 45_000);
  }

  /** From the distribution itself: the sizes' median is 96, and 68 % lie within a factor of e. */
  @Test
  void logNormalSizesHaveTheirMedianAndSpread() {
    SplitMix64 random = new SplitMix64(1);
    long[] sizes = new long[100_001];
    Arrays.setAll(sizes, i -> LAW.draw(random));
    Arrays.sort(sizes);
    assertEquals(100.5, (double) sizes[50_000], 2, "a little above, for the lower limit cuts more");
    assertTrue(sizes[0] >= 16 && sizes[100_000] <= 4096);
    long within = Arrays.stream(sizes).filter(size -> size >= 35 && size <= 261).count();
    assertEquals(0.71, within / 100_001.0, 0.02);
  }

  /** Numbers of another implementation of the same generator: its author's C program, seed 1. */
  @Test
  void theGeneratorIsSplitMix64() {
    SplitMix64 random = new SplitMix64(1234567);
    assertEquals(6457827717110365317L, random.next());
    assertEquals(3203168211198807973L, random.next());
    assertEquals(Long.parseUnsignedLong("9817491932198370423"), random.next());
  }

  @Test
  void lawsAreParsed() {
    SplitMix64 random = new SplitMix64(5);
    assertEquals(new SizeDistribution.LogNormal(96, 1, 16, 4096), LAW);
    assertEquals(
        new SizeDistribution.LogNormal(10.5, 0.25, 0, 99),
        SizeDistribution.parse(" lognormal( median 10.5 , sigma 0.25, 0 .. 99 )"));
    assertEquals(new SizeDistribution.Uniform(1, 3), SizeDistribution.parse("uniform(1..3)"));
    assertEquals(64, SizeDistribution.parse("fixed(64)").draw(random));
    long[] counts = new long[9];
    SizeDistribution list = SizeDistribution.parse("list(2, 8, 8)");
    for (int i = 0; i < 3_000; i++) {
      counts[(int) list.draw(random)]++;
    }
    assertEquals(3_000, counts[2] + counts[8]);
    assertEquals(1_000, (double) counts[2], 150);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "normal(1..2)",
        "uniform(2..1)",
        "uniform(1..)",
        "fixed(-1)",
        "list()",
        "lognormal(median 5, 16..4096)",
        "lognormal(median 96, sigma 0, 16..4096)",
        "fixed(9999999999999)"
      })
  void refusesALawThatMakesNoSense(String text) {
    assertThrows(IllegalArgumentException.class, () -> SizeDistribution.parse(text));
  }

  @Test
  void refusesParametersThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new SteadyStateProgram(0, 1, LAW, 1));
    assertThrows(IllegalArgumentException.class, () -> new SteadyStateProgram(1, 0, LAW, 1));
  }
}
