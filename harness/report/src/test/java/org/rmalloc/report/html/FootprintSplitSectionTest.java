// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.split.FootprintPart;
import org.rmalloc.report.split.FootprintSplit;

final class FootprintSplitSectionTest {
  private static final Pattern WIDTH = Pattern.compile("width:([0-9.]+)%");

  /** Rounded to the nearest hundredth, two thirds and twice a sixth are 100.01 %. */
  @Test
  void theLongestBarStaysOnOneLine() {
    FootprintSplit split =
        new FootprintSplit(
            "web.ops",
            "2x",
            "fit",
            4_000,
            6_000,
            Map.of(
                FootprintPart.LIVE,
                4_000L,
                FootprintPart.ROUNDING,
                1_000L,
                FootprintPart.FORESIGHT,
                1_000L),
            false,
            true);
    String markup = new FootprintSplitSection(List.of(split)).markup(new HtmlPageCharts());
    List<Double> widths =
        WIDTH.matcher(markup).results().map(width -> Double.valueOf(width.group(1))).toList();
    assertEquals(3, widths.size(), markup);
    double sum = widths.stream().mapToDouble(Double::doubleValue).sum();
    assertTrue(sum <= 100 && sum > 99.9, widths.toString());
  }
}
