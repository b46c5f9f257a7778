// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.chart.StackedBarChart;

final class FootprintSplitChartsTest {
  private static FootprintSplit split(String trace, String label) {
    return new FootprintSplit(
        trace, "min", label, 10, 10, Map.of(FootprintPart.LIVE, 10L), false, true);
  }

  /** As with {@code --heap min}, where each contender has a heap of its own. */
  @Test
  void barsOfOneTraceFollowEachOther() {
    List<StackedBarChart.Bar> bars =
        FootprintSplitCharts.of(
                List.of(split("b", "1"), split("a", "1"), split("b", "2"), split("a", "2")))
            .orElseThrow()
            .bars();
    assertEquals(
        List.of("b 1", "b 2", "a 1", "a 2"),
        bars.stream().map(bar -> bar.group() + " " + bar.name()).toList());
  }
}
