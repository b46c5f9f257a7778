package org.rmalloc.report.chart;

import java.util.List;

/**
 * Lines over an axis.
 *
 * @param marked whether each point is marked, as where there are few
 */
public record LineChart(String title, Axis x, Axis y, List<Line> lines, boolean marked)
    implements Chart {
  /** Copies the list. */
  public LineChart {
    lines = List.copyOf(lines);
  }
}
