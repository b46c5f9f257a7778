// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.rmalloc.report.table.QuantityFormatter;

/** Draws bands, spots and the reciprocal axis of a {@link BandChart} into its painted frame. */
final class BandPainter {
  private static final int ALPHA = 45;
  private static final double RADIUS = 5;
  private static final double[] RECIPROCALS = {2, 3, 5, 10, 20, 50, 100, 1000};
  private static final int APART = 14; // of labels, in pixels

  private final XYChart painted;
  private final AxisScaling x;
  private final AxisScaling y;

  BandPainter(XYChart painted, AxisScaling x, AxisScaling y) {
    this.painted = painted;
    this.x = x;
    this.y = y;
  }

  void draw(BandChart chart, Graphics2D on) {
    chart.curves().forEach(curve -> band(curve, on));
    chart.spots().forEach(spot -> spot(spot, on));
    if (!chart.reciprocal().isEmpty()) {
      reciprocals(chart, on);
    }
  }

  private double across(double value) {
    return painted.getScreenXFromChart(x.place(value));
  }

  private double up(double value) {
    return painted.getScreenYFromChart(y.place(value));
  }

  /** One polygon for each stretch without a gap. */
  private void band(BandChart.Curve curve, Graphics2D on) {
    Color color = curve.line().style().color();
    on.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), ALPHA));
    int from = 0;
    while (from < curve.xs().size()) {
      int to = from;
      while (to < curve.xs().size() && !Double.isNaN(curve.lows().get(to))) {
        to++;
      }
      if (to - from > 1) {
        on.fill(polygon(curve, from, to));
      }
      from = to + 1;
    }
  }

  private Path2D polygon(BandChart.Curve curve, int from, int to) {
    Path2D path = new Path2D.Double();
    path.moveTo(across(curve.xs().get(from)), up(curve.highs().get(from)));
    for (int i = from + 1; i < to; i++) {
      path.lineTo(across(curve.xs().get(i)), up(curve.highs().get(i)));
    }
    for (int i = to - 1; i >= from; i--) {
      path.lineTo(across(curve.xs().get(i)), up(curve.lows().get(i)));
    }
    path.closePath();
    return path;
  }

  private void spot(BandChart.Spot spot, Graphics2D on) {
    on.setColor(spot.style().color());
    Ellipse2D circle =
        new Ellipse2D.Double(
            across(spot.x()) - RADIUS, up(spot.y()) - RADIUS, 2 * RADIUS, 2 * RADIUS);
    if (spot.bound()) {
      on.draw(circle);
    } else {
      on.fill(circle);
    }
  }

  /** At the right end: what each share is as a quotient. */
  private void reciprocals(BandChart chart, Graphics2D on) {
    double largest = maximum(chart, ChartLine::ys);
    double right = maximum(chart, ChartLine::xs);
    on.setColor(ChartTheme.INK);
    double last = Double.NEGATIVE_INFINITY;
    for (double quotient : RECIPROCALS) {
      double share = 100 / quotient;
      boolean isClear = up(share) - last >= APART && up(0) - up(share) >= APART; // of the axis too
      if (share <= largest && isClear) {
        last = up(share);
        on.drawString(
            "%s = %s".formatted(chart.reciprocal(), QuantityFormatter.count(quotient)),
            (float) across(right) - 40,
            (float) last + 4);
      }
    }
  }

  /** Of all that is drawn; NaN of nothing. */
  private static double maximum(BandChart chart, Function<ChartLine, double[]> values) {
    return chart.asLines().lines().stream()
        .flatMapToDouble(line -> Arrays.stream(values.apply(line)))
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(Double.NaN);
  }
}
