// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.List;

/**
 * Horizontal bars of one scale, each of the same parts end to end.
 *
 * @param x of all bars, from 0
 * @param parts from the left
 * @param bars from the top
 */
public record StackedBarChart(String title, Axis x, List<Part> parts, List<Bar> bars)
    implements Chart {
  /** Copies the lists and checks that every bar has a value a part. */
  public StackedBarChart {
    parts = List.copyOf(parts);
    bars = List.copyOf(bars);
    for (Bar bar : bars) {
      if (bar.values().size() != parts.size()) {
        throw new IllegalArgumentException(
            "%d values, %d parts".formatted(bar.values().size(), parts.size()));
      }
    }
  }

  /**
   * A part of each bar.
   *
   * @param color as 0xRRGGBB
   */
  public record Part(String name, int color) {}

  /**
   * One bar.
   *
   * @param group bars of one group follow each other; empty where there is one alone
   * @param values by part, 0 or more
   * @param note what stands behind the bar; may be empty
   */
  public record Bar(String group, String name, List<Double> values, String note) {
    /** Copies the list. */
    public Bar {
      values = List.copyOf(values);
    }

    /** Where the bar ends. */
    public double length() {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** The length of the longest bar. */
  public double longest() {
    return bars.stream().mapToDouble(Bar::length).max().orElse(0);
  }
}
