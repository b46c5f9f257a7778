// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail.Step;
import org.rmalloc.trace.random.SplitMix64;

/** Thinning keeps the ends, says what it leaves out, and is a trail again. */
final class MetricGrowthStepsTest {
  @Test
  void fewStepsAreAllKept() {
    MetricGrowthSteps steps = new MetricGrowthSteps();
    steps.add(0, 8);
    steps.add(1, 8);
    steps.add(2, 4);
    steps.add(5, 12);
    assertEquals(List.of(new Step(0, 8, false), new Step(5, 12, false)), steps.thinned(64));
    assertEquals(List.of(), new MetricGrowthSteps().thinned(64));
  }

  @Test
  void growthAfterARequestIsOfItsStep() {
    MetricGrowthSteps steps = new MetricGrowthSteps();
    steps.add(0, 8);
    steps.add(3, 12);
    steps.add(3, 15);
    steps.add(3, 14);
    assertEquals(List.of(new Step(0, 8, false), new Step(3, 15, false)), steps.thinned(64));
  }

  @Test
  void manyAreThinnedToTheMaximumWithBothEnds() {
    MetricGrowthSteps steps = new MetricGrowthSteps();
    SplitMix64 random = new SplitMix64(1);
    long request = 0;
    long value = 0;
    for (int i = 0; i < 1_000; i++) {
      request += 1 + random.below(20);
      value += 1 + random.below(i % 100 == 0 ? 5_000 : 50);
      steps.add(request, value);
    }
    List<Step> kept = steps.thinned(64);
    assertEquals(64, kept.size());
    assertEquals(steps.request(0), kept.getFirst().request());
    assertEquals(value, kept.getLast().value());
    assertTrue(kept.stream().anyMatch(Step::leftOut));
    FootprintAndCostTrail trail = new FootprintAndCostTrail(kept, List.of());
    assertEquals(trail, FootprintAndCostTrail.parse(trail.text()));
  }

  /** A jump tells more than a slope: the two steps around it are kept. */
  @Test
  void aJumpIsKept() {
    MetricGrowthSteps steps = new MetricGrowthSteps();
    for (int i = 0; i < 100; i++) {
      steps.add(i, i + (i >= 50 ? 10_000 : 0));
    }
    List<Step> kept = steps.thinned(4);
    assertEquals(List.of(0L, 49L, 50L, 99L), kept.stream().map(Step::request).toList());
  }
}
