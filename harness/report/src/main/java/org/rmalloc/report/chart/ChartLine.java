// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

/** One line of a chart: as many x as y. */
public final class ChartLine {
  private final String name;
  private final SeriesStyle style;
  private final double[] xs;
  private final double[] ys;

  /** A line; the arrays are not copied, and not written to. */
  public ChartLine(String name, SeriesStyle style, double[] xs, double[] ys) {
    if (xs.length != ys.length) {
      throw new IllegalArgumentException("%d x, %d y".formatted(xs.length, ys.length));
    }
    this.name = name;
    this.style = style;
    this.xs = xs;
    this.ys = ys;
  }

  /** What the legend calls it; empty for a line that needs none. */
  public String name() {
    return name;
  }

  /** What it looks like. */
  public SeriesStyle style() {
    return style;
  }

  double[] xs() {
    return xs;
  }

  double[] ys() {
    return ys;
  }
}
