// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.List;

/** Lines over an axis. */
public record LineChart(String title, Axis x, Axis y, List<ChartLine> lines) implements Chart {
  /** Copies the list. */
  public LineChart {
    lines = List.copyOf(lines);
  }

  /** How many points the longest line has. */
  int points() {
    return lines.stream().mapToInt(line -> line.xs().length).max().orElse(0);
  }
}
