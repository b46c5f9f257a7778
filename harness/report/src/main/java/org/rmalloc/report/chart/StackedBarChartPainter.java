// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.rmalloc.report.table.QuantityFormatter;

/** Draws a {@link StackedBarChart}: names at the left, a legend above, an axis below. */
final class StackedBarChartPainter {
  private static final int NAMES = 255;
  private static final int NOTES = 190;
  private static final int TITLE_Y = 34;
  private static final int LEGEND_Y = 60;
  private static final int BARS_Y = 84;
  private static final int ROW = 22;
  private static final int BAR = 14;
  private static final int GROUP = 24; // more, for its heading
  private static final int FOOT = 56;
  private static final int GAP = 8;
  private static final int TICKS = 6;
  private static final Font TITLE = ChartTheme.font(Font.BOLD, 15);
  private static final Font PLAIN = ChartTheme.font(Font.PLAIN, 12);
  private static final Font BOLD = ChartTheme.font(Font.BOLD, 12);

  private final StackedBarChart chart;
  private final Graphics2D on;
  private final int width;
  private final int height;

  StackedBarChartPainter(StackedBarChart chart, Graphics2D on, int width, int height) {
    this.chart = chart;
    this.on = on;
    this.width = width;
    this.height = height;
  }

  /** As high as its bars need. */
  static int height(StackedBarChart chart) {
    long groups = chart.bars().stream().map(StackedBarChart.Bar::group).distinct().count();
    long headings = groups > 1 ? groups : 0;
    return (int) (BARS_Y + ROW * chart.bars().size() + GROUP * headings + FOOT);
  }

  void draw() {
    on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, width, height);
    on.setColor(ChartTheme.INK);
    on.setFont(TITLE);
    centred(chart.title(), width / 2.0, TITLE_Y);
    on.setFont(PLAIN);
    legend();
    axis();
    bars();
  }

  private double x(double value) {
    double longest = chart.longest() > 0 ? chart.longest() : 1;
    return NAMES + value / longest * (width - NAMES - NOTES);
  }

  private void centred(String text, double x, double y) {
    on.drawString(text, (float) (x - on.getFontMetrics().stringWidth(text) / 2.0), (float) y);
  }

  private void legend() {
    double at = GAP; // all parts there are need nearly the whole width
    for (StackedBarChart.Part part : chart.parts()) {
      on.setColor(new Color(part.color()));
      on.fill(new Rectangle2D.Double(at, LEGEND_Y - 10.0, 12, 12));
      on.setColor(ChartTheme.INK);
      on.drawString(part.name(), (float) at + 16, LEGEND_Y);
      at += 16 + on.getFontMetrics().stringWidth(part.name()) + 16.0;
    }
  }

  private void axis() {
    double foot = height - (double) FOOT + 4;
    double step = step();
    on.setStroke(ChartTheme.GRID_STROKE);
    for (int tick = 0; tick * step <= chart.longest() * (1 + 1e-9); tick++) {
      on.setColor(ChartTheme.GRID);
      on.draw(new Line2D.Double(x(tick * step), BARS_Y - 6.0, x(tick * step), foot));
      on.setColor(ChartTheme.INK);
      centred(QuantityFormatter.count(tick * step), x(tick * step), foot + 16);
    }
    centred(chart.x().label(), (NAMES + width - NOTES) / 2.0, foot + 38);
  }

  /** Round numbers: 1, 2 or 5 times a power of 10. */
  private double step() {
    double rough = Math.max(chart.longest(), 1) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough) {
        return Math.max(1, factor * power);
      }
    }
    return 10 * power;
  }

  private void bars() {
    double top = BARS_Y;
    String group = "";
    for (StackedBarChart.Bar bar : chart.bars()) {
      if (!bar.group().equals(group)) {
        group = bar.group();
        on.setFont(BOLD);
        on.drawString(group, GAP, (float) top + GROUP - GAP);
        on.setFont(PLAIN);
        top += GROUP;
      }
      bar(bar, top);
      top += ROW;
    }
  }

  private void bar(StackedBarChart.Bar bar, double top) {
    on.setColor(ChartTheme.INK);
    float from = NAMES - GAP - (float) on.getFontMetrics().stringWidth(bar.name());
    on.drawString(bar.name(), from, (float) top + BAR - 2);
    double at = 0;
    for (int i = 0; i < bar.values().size(); i++) {
      double next = at + bar.values().get(i);
      on.setColor(new Color(chart.parts().get(i).color()));
      on.fill(new Rectangle2D.Double(x(at), top, x(next) - x(at), BAR));
      at = next;
    }
    on.setColor(ChartTheme.INK);
    on.drawString(bar.note(), (float) x(at) + GAP, (float) top + BAR - 2);
  }
}
