// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Named points on two axes on which less is better, and the front of those that nobody beats. */
public record ParetoFrontChart(String title, Axis x, Axis y, List<Spot> spots) implements Chart {
  /** Copies the list. */
  public ParetoFrontChart {
    spots = List.copyOf(spots);
  }

  /**
   * One point.
   *
   * @param bound whether it only shows what is possible, and is no choice
   */
  public record Spot(String name, SeriesStyle style, double x, double y, boolean bound) {
    /** A point that may be chosen. */
    public Spot(String name, SeriesStyle style, double x, double y) {
      this(name, style, x, y, false);
    }
  }

  /**
   * The Pareto front by x: the points for which no other is at least as good on both axes and
   * better on one. Bounds are left out.
   */
  public List<Spot> front() {
    List<Spot> byX =
        spots.stream()
            .filter(spot -> !spot.bound())
            .sorted(Comparator.comparingDouble(Spot::x).thenComparingDouble(Spot::y))
            .toList();
    List<Spot> front = new ArrayList<>();
    for (Spot spot : byX) {
      boolean equalsLast =
          !front.isEmpty() && front.getLast().x() == spot.x() && front.getLast().y() == spot.y();
      if (front.isEmpty() || spot.y() < front.getLast().y() || equalsLast) {
        front.add(spot);
      }
    }
    return front;
  }
}
