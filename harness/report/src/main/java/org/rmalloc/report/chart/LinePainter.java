// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import org.knowm.xchart.XYChart;

/**
 * Draws lines into a chart that is painted: each as one path, along which its dashes run on. XChart
 * draws each step by itself, and a step shorter than a dash shows none.
 */
final class LinePainter {
  private final XYChart painted;
  private final AxisScaling x;
  private final AxisScaling y;

  LinePainter(XYChart painted, AxisScaling x, AxisScaling y) {
    this.painted = painted;
    this.x = x;
    this.y = y;
  }

  void draw(LineChart chart, Graphics2D on) {
    for (ChartLine line : chart.lines()) {
      on.setColor(line.style().color());
      on.setStroke(line.style().stroke(chart.points()));
      on.draw(path(line));
    }
  }

  /** NaN is a gap. */
  private Shape path(ChartLine line) {
    Path2D path = new Path2D.Double();
    boolean begun = false;
    for (int i = 0; i < line.xs().length; i++) {
      double across = painted.getScreenXFromChart(x.place(line.xs()[i]));
      double up = painted.getScreenYFromChart(y.place(line.ys()[i]));
      boolean known = !Double.isNaN(up);
      if (known && begun) {
        path.lineTo(across, up);
      } else if (known) {
        path.moveTo(across, up);
      }
      begun = known;
    }
    return path;
  }
}
