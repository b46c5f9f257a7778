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
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.split.FootprintPart;
import org.rmalloc.report.split.FootprintSplit;
import org.rmalloc.report.split.FootprintSplitTable;
import org.rmalloc.report.split.FootprintSplits;
import org.rmalloc.report.table.TextTablePrinter;

/** Splits of results made by hand: 1,000 bytes are live at the peak. */
final class SplitOfResultsTest {
  private static final Optional<PlannedHeightAndBound> PLAN =
      Optional.of(new PlannedHeightAndBound(1_100, 1_050));

  private static FootprintSplit split(
      long footprint, long overhead, Optional<PlannedHeightAndBound> plan) {
    return FootprintSplits.of(List.of(result(footprint, overhead)), plan).getFirst();
  }

  private static TrialResult result(long footprint, long overhead) {
    return ResultSample.of("fit", footprint, overhead, 10, 20).result();
  }

  @Test
  void theRestAboveThePlanIsLackOfForesight() {
    FootprintSplit split = split(1_500, 150, PLAN);
    assertEquals(
        Map.of(
            FootprintPart.LIVE,
            1_000L,
            FootprintPart.ROUNDING,
            150L,
            FootprintPart.MOVING,
            100L,
            FootprintPart.FORESIGHT,
            250L),
        split.parts());
    assertFalse(split.cut());
    assertFalse(split.certain(), "a plan between its bounds");
  }

  @Test
  void overheadIsCutToWhatLiesAboveThePlanAndTheBarSaysSo() {
    FootprintSplit split = split(1_200, 150, PLAN);
    assertEquals(
        Map.of(
            FootprintPart.LIVE, 1_000L, FootprintPart.ROUNDING, 100L, FootprintPart.MOVING, 100L),
        split.parts());
    assertTrue(split.cut());
    assertTrue(table(split).contains("10.00 cut"), table(split));
  }

  @Test
  void aFootprintBelowThePlanNeedsNoMoreMovingThanItTakes() {
    FootprintSplit split = split(1_060, 20, PLAN);
    assertEquals(Map.of(FootprintPart.LIVE, 1_000L, FootprintPart.MOVING, 60L), split.parts());
    assertTrue(table(split).contains("<=6.00"), table(split));
  }

  @Test
  void withoutAPlanTheRestIsNotDivided() {
    FootprintSplit split = split(1_500, 150, Optional.empty());
    assertEquals(
        Map.of(
            FootprintPart.LIVE,
            1_000L,
            FootprintPart.ROUNDING,
            150L,
            FootprintPart.UNDIVIDED,
            350L),
        split.parts());
    assertTrue(table(split).contains("'planned' was not measured"), table(split));
  }

  @Test
  void whatMovesBlocksLeavesHoles() {
    TrialResult moving =
        ResultSample.of("moves", 1_500, 150, 10, 20).with(Capability.RELOCATES).result();
    assertEquals(
        Map.of(FootprintPart.LIVE, 1_000L, FootprintPart.ROUNDING, 150L, FootprintPart.HOLES, 350L),
        FootprintSplits.of(List.of(moving), PLAN).getFirst().parts());
  }

  @Test
  void whatDidNotFinishHasNone() {
    TrialResult stopped =
        ResultSample.of("stopped", 1_500, 150, 10, 20)
            .ending(new ReplayOutcome.Refused("too small"))
            .result();
    assertEquals(List.of(), FootprintSplits.of(List.of(stopped), PLAN));
  }

  private static String table(FootprintSplit split) {
    return TextTablePrinter.of(FootprintSplitTable.of(List.of(split)), 120);
  }
}
