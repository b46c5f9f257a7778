// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.table.TextTablePrinter;

final class AllTracesTableTest {
  private static final int WIDTH = 120;

  @Test
  void saysWhereAMeanIsOverHeapsThatDiffer() {
    assertEquals(1, notesOnHeapMin("min", ComparedMetric.FOOTPRINT));
    assertEquals(0, notesOnHeapMin("2x", ComparedMetric.FOOTPRINT));
    assertEquals(0, notesOnHeapMin("min", ComparedMetric.MIN_HEAP));
  }

  private static long notesOnHeapMin(String heap, ComparedMetric figure) {
    List<MeasuredCombination> observations =
        List.of(
            Observations.of("t", "a", heap, 100, 120), Observations.of("t", "b", heap, 100, 130));
    return TextTablePrinter.of(AllTracesTable.of(observations, figure), WIDTH)
        .lines()
        .filter(line -> line.startsWith("heap min counts as one setting"))
        .count();
  }
}
