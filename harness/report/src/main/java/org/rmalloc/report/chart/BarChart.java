// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.List;

/**
 * Groups of bars, such as a histogram (one group) or several allocators' figures.
 *
 * @param categories what stands below the bars
 * @param groups bars of one style each, a value a category
 */
public record BarChart(
    String title, String xLabel, Axis y, List<String> categories, List<Group> groups)
    implements Chart {
  /** Copies the lists and checks that every group has a value a category. */
  public BarChart {
    categories = List.copyOf(categories);
    groups = List.copyOf(groups);
    for (Group group : groups) {
      if (group.values().size() != categories.size()) {
        throw new IllegalArgumentException(
            "%d values, %d categories".formatted(group.values().size(), categories.size()));
      }
    }
  }

  /** Bars of one style. */
  public record Group(String name, SeriesStyle style, List<Double> values) {
    /** Copies the list. */
    public Group {
      values = List.copyOf(values);
    }
  }
}
