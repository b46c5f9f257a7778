// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.result.PlanBound;
import org.rmalloc.replay.result.Result;
import org.rmalloc.report.split.Part;
import org.rmalloc.report.split.Split;
import org.rmalloc.report.split.SplitTable;
import org.rmalloc.report.split.Splits;
import org.rmalloc.report.table.TextTable;

/** Splits of results made by hand: 1,000 bytes are live at the peak. */
final class SplitOfResultsTest {
  private static final Optional<PlanBound> PLAN = Optional.of(new PlanBound(1_100, 1_050));

  private static Split split(long footprint, long overhead, Optional<PlanBound> plan) {
    return Splits.of(List.of(result(footprint, overhead)), plan).getFirst();
  }

  private static Result result(long footprint, long overhead) {
    return ResultSample.of("fit", footprint, overhead, 10, 20).result();
  }

  @Test
  void theRestAboveThePlanIsLackOfForesight() {
    Split split = split(1_500, 150, PLAN);
    assertEquals(
        Map.of(Part.LIVE, 1_000L, Part.ROUNDING, 150L, Part.MOVING, 100L, Part.FORESIGHT, 250L),
        split.parts());
    assertFalse(split.cut());
    assertFalse(split.certain(), "a plan between its bounds");
  }

  @Test
  void overheadIsCutToWhatLiesAboveThePlanAndTheBarSaysSo() {
    Split split = split(1_200, 150, PLAN);
    assertEquals(Map.of(Part.LIVE, 1_000L, Part.ROUNDING, 100L, Part.MOVING, 100L), split.parts());
    assertTrue(split.cut());
    assertTrue(table(split).contains("10.00 cut"), table(split));
  }

  @Test
  void aFootprintBelowThePlanNeedsNoMoreMovingThanItTakes() {
    Split split = split(1_060, 20, PLAN);
    assertEquals(Map.of(Part.LIVE, 1_000L, Part.MOVING, 60L), split.parts());
    assertTrue(table(split).contains("<=6.00"), table(split));
  }

  @Test
  void withoutAPlanTheRestIsNotDivided() {
    Split split = split(1_500, 150, Optional.empty());
    assertEquals(
        Map.of(Part.LIVE, 1_000L, Part.ROUNDING, 150L, Part.UNDIVIDED, 350L), split.parts());
    assertTrue(table(split).contains("'planned' was not measured"), table(split));
  }

  @Test
  void whatMovesBlocksLeavesHoles() {
    Result moving =
        ResultSample.of("moves", 1_500, 150, 10, 20).with(Capability.RELOCATES).result();
    assertEquals(
        Map.of(Part.LIVE, 1_000L, Part.ROUNDING, 150L, Part.HOLES, 350L),
        Splits.of(List.of(moving), PLAN).getFirst().parts());
  }

  @Test
  void whatDidNotFinishHasNone() {
    Result stopped =
        ResultSample.of("stopped", 1_500, 150, 10, 20)
            .ending(new Outcome.Refused("too small"))
            .result();
    assertEquals(List.of(), Splits.of(List.of(stopped), PLAN));
  }

  private static String table(Split split) {
    return TextTable.of(SplitTable.of(List.of(split)), 120);
  }
}
