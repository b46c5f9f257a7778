// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;

/**
 * Draws a {@link CriticalDifferenceDiagram}: the better half's names at the left, the others' at
 * the right.
 */
final class CriticalDifferenceDiagramPainter {
  private static final int MARGIN = 210;
  private static final int TITLE_Y = 34;
  private static final int YARDSTICK_Y = 70;
  private static final int AXIS_Y = 110;
  private static final int BARS_Y = 124;
  private static final int BAR_GAP = 9;
  private static final int NAME_GAP = 8;
  private static final int ROW = 26;
  private static final BasicStroke THIN = new BasicStroke(1.2f);
  private static final BasicStroke BAR = new BasicStroke(4f);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font NAMES = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final CriticalDifferenceDiagram chart;
  private final Graphics2D on;
  private final int width;
  private final int height;

  CriticalDifferenceDiagramPainter(
      CriticalDifferenceDiagram chart, Graphics2D on, int width, int height) {
    this.chart = chart;
    this.on = on;
    this.width = width;
    this.height = height;
  }

  /** As high as its names need. */
  static int height(CriticalDifferenceDiagram chart) {
    return (int) top(chart) + (chart.ranks().size() + 1) / 2 * ROW + ROW;
  }

  private static double top(CriticalDifferenceDiagram chart) {
    return BARS_Y + chart.groups().size() * BAR_GAP + 22.0;
  }

  void draw() {
    on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, width, height);
    on.setColor(Color.BLACK);
    on.setFont(TITLE);
    centred(chart.title(), width / 2.0, TITLE_Y);
    on.setFont(NAMES);
    on.setStroke(THIN);
    axis();
    yardstick();
    names();
    bars();
  }

  private double x(double rank) {
    double last = Math.max(2, chart.ranks().size());
    return MARGIN + (rank - 1) / (last - 1) * (width - 2 * MARGIN);
  }

  private void line(double x1, double y1, double x2, double y2) {
    on.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  private void centred(String text, double x, double y) {
    on.drawString(text, (float) (x - on.getFontMetrics().stringWidth(text) / 2.0), (float) y);
  }

  private void axis() {
    int last = Math.max(2, chart.ranks().size());
    line(x(1), AXIS_Y, x(last), AXIS_Y);
    for (int rank = 1; rank <= last; rank++) {
      line(x(rank), AXIS_Y - 6, x(rank), AXIS_Y);
      centred(Integer.toString(rank), x(rank), AXIS_Y - 11);
    }
  }

  /** The critical difference, as long as it is on the axis. */
  private void yardstick() {
    double from = x(1);
    double to = x(1 + chart.criticalDifference());
    line(from, YARDSTICK_Y, to, YARDSTICK_Y);
    line(from, YARDSTICK_Y - 4, from, YARDSTICK_Y + 4);
    line(to, YARDSTICK_Y - 4, to, YARDSTICK_Y + 4);
    String text =
        String.format(Locale.ROOT, "critical difference %.2f", chart.criticalDifference());
    on.drawString(text, (float) to + NAME_GAP, YARDSTICK_Y + 4);
  }

  private void names() {
    List<CriticalDifferenceDiagram.Rank> ranks = chart.ranks();
    int left = (ranks.size() + 1) / 2;
    for (int i = 0; i < ranks.size(); i++) {
      boolean better = i < left;
      int line = better ? i : ranks.size() - 1 - i;
      name(ranks.get(i), top(chart) + line * (double) ROW, better);
    }
  }

  private void name(CriticalDifferenceDiagram.Rank rank, double y, boolean left) {
    double end = left ? MARGIN - 20.0 : width - MARGIN + 20.0;
    on.setColor(SeriesStyle.of(rank.name()).color());
    Path2D path = new Path2D.Double();
    path.moveTo(x(rank.mean()), AXIS_Y);
    path.lineTo(x(rank.mean()), y);
    path.lineTo(end, y);
    on.draw(path);
    on.setColor(Color.BLACK);
    String text =
        left
            ? String.format(Locale.ROOT, "%s  %.2f", rank.name(), rank.mean())
            : String.format(Locale.ROOT, "%.2f  %s", rank.mean(), rank.name());
    double from = left ? end - NAME_GAP - on.getFontMetrics().stringWidth(text) : end + NAME_GAP;
    on.drawString(text, (float) from, (float) y + 4);
  }

  private void bars() {
    on.setStroke(BAR);
    for (int i = 0; i < chart.groups().size(); i++) {
      CriticalDifferenceDiagram.Group group = chart.groups().get(i);
      double y = BARS_Y + (double) i * BAR_GAP;
      line(
          x(chart.ranks().get(group.from()).mean()) - 4,
          y,
          x(chart.ranks().get(group.to()).mean()) + 4,
          y);
    }
    on.setStroke(THIN);
  }
}
