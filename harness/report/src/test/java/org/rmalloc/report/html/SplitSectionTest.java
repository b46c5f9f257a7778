// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.split.Part;
import org.rmalloc.report.split.Split;

final class SplitSectionTest {
  private static final Pattern WIDTH = Pattern.compile("width:([0-9.]+)%");

  /** Rounded to the nearest hundredth, two thirds and twice a sixth are 100.01 %. */
  @Test
  void theLongestBarStaysOnOneLine() {
    Split split =
        new Split(
            "web.ops",
            "2x",
            "fit",
            4_000,
            6_000,
            Map.of(Part.LIVE, 4_000L, Part.ROUNDING, 1_000L, Part.FORESIGHT, 1_000L),
            false,
            true);
    String markup = new SplitSection(List.of(split)).markup(new PageCharts());
    List<Double> widths =
        WIDTH.matcher(markup).results().map(width -> Double.valueOf(width.group(1))).toList();
    assertEquals(3, widths.size(), markup);
    double sum = widths.stream().mapToDouble(Double::doubleValue).sum();
    assertTrue(sum <= 100 && sum > 99.9, widths.toString());
  }
}
