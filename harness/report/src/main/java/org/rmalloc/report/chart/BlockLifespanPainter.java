// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.trace.inspect.BlockLifespan;

/** Draws lives of blocks as lines from birth to end, beneath a chart whose x axis they share. */
final class BlockLifespanPainter {
  private static final int GAP = 6;
  private static final int TICKS_ACROSS = 7;
  private static final int TICKS_UP = 5;
  private static final double MOST_THICK = 1.7;
  private static final double LEAST_THICK = 0.35;
  private static final double LINE_OF_ROW = 0.6; // the rest is white between two

  private final LineAndBlockLifespanChart chart;
  private final DoubleUnaryOperator across; // from a request to its place
  private final double top;
  private final double bottom;

  /**
   * A panel.
   *
   * @param across from a request to its place in the chart above
   */
  BlockLifespanPainter(
      LineAndBlockLifespanChart chart, DoubleUnaryOperator across, double top, double bottom) {
    this.chart = chart;
    this.across = across;
    this.top = top;
    this.bottom = bottom;
  }

  void draw(Graphics2D on) {
    grid(on);
    double row = (bottom - top) / Math.max(1, chart.lives().size());
    double thick = Math.clamp(LINE_OF_ROW * row, LEAST_THICK, MOST_THICK);
    on.setStroke(new BasicStroke((float) thick, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    for (BlockLifespan life : chart.lives()) {
      on.setColor(life.freed() ? SeriesStyle.LIVE.color() : Color.GRAY);
      double y = up(life.block() + 0.5);
      on.draw(new Line2D.Double(place(life.birth()), y, place(life.end()), y));
    }
  }

  private double place(long request) {
    return across.applyAsDouble((double) request);
  }

  private double up(double block) {
    return bottom - (bottom - top) * block / Math.max(1, chart.blocks());
  }

  private void grid(Graphics2D on) {
    double left = place(0);
    double right = place(chart.requests());
    on.setFont(ChartTheme.font(Font.PLAIN, 11));
    for (long at = 0; at <= chart.requests(); at += step(chart.requests(), TICKS_ACROSS)) {
      rule(on, new Line2D.Double(place(at), top, place(at), bottom));
      centred(on, QuantityFormatter.count(at), place(at), bottom + 18);
    }
    for (long at = 0; at <= chart.blocks(); at += step(chart.blocks(), TICKS_UP)) {
      double y = up((double) at);
      rule(on, new Line2D.Double(left, y, right, y));
      String label = QuantityFormatter.count(at);
      on.drawString(label, (float) (left - GAP - width(on, label)), (float) y + 4);
    }
    on.setFont(ChartTheme.font(Font.PLAIN, 12));
    centred(on, chart.upper().x().label(), (left + right) / 2, bottom + 38);
    rotated(on, "blocks in the order of allocation", 24, (top + bottom) / 2);
    on.setFont(ChartTheme.font(Font.BOLD, 13));
    centred(on, chart.caption(), (left + right) / 2, top - 2 * GAP);
  }

  /** Of 1, 2, 5, 10, 20 and so on, the least that makes no more steps than wanted. */
  static long step(long range, int most) {
    long power = 1;
    while (true) {
      for (long step : new long[] {power, 2 * power, 5 * power}) {
        if (range / step <= most) {
          return step;
        }
      }
      power *= 10;
    }
  }

  private static void rule(Graphics2D on, Line2D line) {
    on.setColor(ChartTheme.GRID);
    on.setStroke(ChartTheme.GRID_STROKE);
    on.draw(line);
    on.setColor(ChartTheme.INK);
  }

  private static void centred(Graphics2D on, String text, double x, double y) {
    on.setColor(ChartTheme.INK);
    on.drawString(text, (float) (x - width(on, text) / 2), (float) y);
  }

  private static void rotated(Graphics2D on, String text, double x, double y) {
    on.rotate(-Math.PI / 2, x, y);
    centred(on, text, x, y);
    on.rotate(Math.PI / 2, x, y);
  }

  private static double width(Graphics2D on, String text) {
    Rectangle2D bounds = on.getFont().getStringBounds(text, on.getFontRenderContext());
    return bounds.getWidth();
  }
}
