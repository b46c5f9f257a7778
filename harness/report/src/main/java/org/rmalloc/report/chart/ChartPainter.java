// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a chart, whatever on. */
final class ChartPainter {
  private static final int MOST_SHADES = 4; // that grey tells apart; shapes do beyond

  private static final double A_HAIR = 1e-3; // of the axis

  private static final int CAPTION = 40; // above the lower of two panels
  private static final int AXIS = 56; // below it

  private final int width;
  private final int height;
  private final Set<String> names = new HashSet<>();

  private ChartPainter(int width, int height) {
    this.width = width;
    this.height = height;
  }

  static void draw(Chart chart, Graphics2D on, int width, int height) {
    ChartPainter drawing = new ChartPainter(width, height);
    switch (chart) {
      case LineChart lines -> drawing.lines(lines, on);
      case BandChart bands -> drawing.bands(bands, on);
      case StackedBarChart stacked -> new StackedBarChartPainter(stacked, on, width, height).draw();
      case BarChart bars -> drawing.paint(drawing.bars(bars), on, width, height);
      case HistogramChart histogram -> drawing.histogram(histogram).paint(on, width, height);
      case ParetoFrontChart scatter -> drawing.paint(drawing.scatter(scatter), on, width, height);
      case LineAndBlockLifespanChart lives -> drawing.lifelines(lives, on);
      case CriticalDifferenceDiagram ranks ->
          new CriticalDifferenceDiagramPainter(ranks, on, width, height).draw();
    }
  }

  private void paint(
      org.knowm.xchart.internal.chartpart.Chart<?, ?> drawn, Graphics2D on, int width, int height) {
    ChartTheme.legend(drawn.getStyler(), names);
    drawn.paint(on, width, height);
  }

  private void lines(LineChart chart, Graphics2D on) {
    AxisScaling x = new AxisScaling(chart.x(), xs(chart));
    AxisScaling y = new AxisScaling(chart.y(), ys(chart));
    XYChart frame = frame(chart, x, y);
    paint(frame, on, width, height);
    new LinePainter(frame, x, y).draw(chart, on);
  }

  /** Bands lie beneath the lines, so that the axes are those of all. */
  private void bands(BandChart chart, Graphics2D on) {
    LineChart lines = chart.asLines();
    AxisScaling x = new AxisScaling(chart.x(), xs(lines));
    AxisScaling y = new AxisScaling(chart.y(), ys(lines));
    XYChart frame = frame(lines, x, y);
    paint(frame, on, width, height);
    new BandPainter(frame, x, y).draw(chart, on);
    new LinePainter(frame, x, y).draw(chart.drawnLines(), on);
  }

  /** The axes that the lines need, and their legend. */
  private XYChart frame(LineChart chart, AxisScaling x, AxisScaling y) {
    XYChart frame = empty(chart.title(), x, y);
    frame.getStyler().setLegendVisible(chart.lines().stream().anyMatch(l -> !l.name().isEmpty()));
    for (ChartLine line : chart.lines()) {
      XYSeries series =
          frame.addSeries(name(line.name()), new double[] {Double.NaN}, new double[] {Double.NaN});
      series.setLineColor(line.style().color());
      series.setLineStyle(line.style().stroke(chart.points()));
      series.setMarker(SeriesMarkers.NONE);
    }
    double[] across = ends(xs(chart).map(x::place));
    double[] up = ends(ys(chart).map(y::place));
    XYSeries extent =
        frame.addSeries(
            name("extent"),
            uneven(across[0], (across[0] + across[1]) / 2, across[1]),
            new double[] {up[0], up[0], up[1]});
    extent.setLineStyle(SeriesLines.NONE);
    extent.setMarker(SeriesMarkers.NONE);
    extent.setShowInLegend(false);
    return frame;
  }

  private static double[] ends(DoubleStream values) {
    DoubleSummaryStatistics all = values.filter(value -> !Double.isNaN(value)).summaryStatistics();
    return all.getCount() == 0 ? new double[2] : new double[] {all.getMin(), all.getMax()};
  }

  /** XChart puts ticks at evenly spaced x; moved by a hair they make it count in round numbers. */
  private static double[] uneven(double from, double middle, double to) {
    return new double[] {from, middle + A_HAIR * (to - from), to};
  }

  /** Both halves have the upper one's x axis, written below the lower one. */
  private void lifelines(LineAndBlockLifespanChart chart, Graphics2D on) {
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, width, height);
    LineChart memory = chart.upper();
    AxisScaling x = new AxisScaling(memory.x(), xs(memory));
    AxisScaling y = new AxisScaling(memory.y(), ys(memory));
    XYChart upper = frame(memory, x, y);
    upper.getStyler().setXAxisMin(0.0);
    upper.getStyler().setXAxisMax((double) chart.requests());
    upper.getStyler().setXAxisTicksVisible(false);
    upper.getStyler().setXAxisTitleVisible(false);
    upper.getStyler().setPlotGridVerticalLinesVisible(false);
    paint(upper, on, width, height / 2);
    new LinePainter(upper, x, y).draw(memory, on);
    new BlockLifespanPainter(
            chart, upper::getScreenXFromChart, height / 2.0 + CAPTION, height - (double) AXIS)
        .draw(on);
  }

  private static DoubleStream xs(LineChart chart) {
    return chart.lines().stream().flatMapToDouble(line -> Arrays.stream(line.xs()));
  }

  private static DoubleStream ys(LineChart chart) {
    return chart.lines().stream().flatMapToDouble(line -> Arrays.stream(line.ys()));
  }

  private XYChart empty(String title, AxisScaling x, AxisScaling y) {
    XYChart drawn =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x.label())
            .yAxisTitle(y.label())
            .build();
    ChartTheme.apply(drawn.getStyler());
    ChartTheme.x(drawn.getStyler(), x);
    ChartTheme.y(drawn.getStyler(), y);
    return drawn;
  }

  private XYChart scatter(ParetoFrontChart chart) {
    AxisScaling x =
        new AxisScaling(chart.x(), chart.spots().stream().mapToDouble(ParetoFrontChart.Spot::x));
    AxisScaling y =
        new AxisScaling(chart.y(), chart.spots().stream().mapToDouble(ParetoFrontChart.Spot::y));
    XYChart drawn = empty(chart.title(), x, y);
    drawn.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    drawn.getStyler().setMarkerSize(11);
    front(drawn, chart, x, y);
    for (ParetoFrontChart.Spot spot : chart.spots()) {
      XYSeries series =
          drawn.addSeries(
              name(spot.name()),
              new double[] {x.place(spot.x())},
              new double[] {y.place(spot.y())});
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      series.setMarkerColor(spot.style().color());
      series.setMarker(spot.style().marker());
    }
    return drawn;
  }

  /** What the front leaves out lies above and right of its steps. */
  private void front(XYChart drawn, ParetoFrontChart chart, AxisScaling x, AxisScaling y) {
    List<ParetoFrontChart.Spot> front = chart.front();
    double[] xs = new double[Math.max(0, 2 * front.size() - 1)];
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = x.place(front.get((i + 1) / 2).x());
      ys[i] = y.place(front.get(i / 2).y());
    }
    if (xs.length > 0) {
      XYSeries line = drawn.addSeries(name("Pareto front"), xs, ys);
      line.setMarker(SeriesMarkers.NONE);
      line.setLineColor(Color.GRAY);
      line.setLineStyle(
          new BasicStroke(
              1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
    }
  }

  private CategoryChart bars(BarChart chart) {
    AxisScaling y =
        new AxisScaling(
            chart.y(),
            chart.groups().stream().flatMap(g -> g.values().stream()).mapToDouble(v -> v));
    CategoryChart drawn =
        new CategoryChartBuilder()
            .width(width)
            .height(height)
            .title(chart.title())
            .xAxisTitle(chart.xLabel())
            .yAxisTitle(y.label())
            .build();
    ChartTheme.apply(drawn.getStyler());
    ChartTheme.y(drawn.getStyler(), y);
    drawn.getStyler().setAvailableSpaceFill(0.85);
    drawn.getStyler().setPlotGridVerticalLinesVisible(false);
    drawn.getStyler().setLegendVisible(chart.groups().size() > 1);
    boolean log = y.isLogarithmic();
    boolean dots = log || chart.groups().size() > MOST_SHADES;
    if (dots) {
      // A bar's length would say nothing on a logarithm, which has no 0 to start from.
      drawn
          .getStyler()
          .setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
      drawn.getStyler().setMarkerSize(11);
    }
    for (BarChart.Group group : chart.groups()) {
      if (log && group.values().stream().allMatch(value -> value <= 0)) {
        continue;
      }
      List<Double> values =
          group.values().stream().map(v -> log && v <= 0 ? null : y.place(v)).toList();
      CategorySeries series = drawn.addSeries(name(group.name()), chart.categories(), values);
      SeriesStyle style = group.style();
      series.setFillColor(style.color());
      series.setLineColor(dots ? style.color() : Color.WHITE);
      series.setMarkerColor(style.color());
      series.setMarker(style.marker());
    }
    return drawn;
  }

  /** Both axes measure the same bars, so they end at the same height: that of the fullest. */
  private XYChart histogram(HistogramChart chart) {
    AxisScaling x = new AxisScaling(chart.x(), DoubleStream.of(chart.from(), chart.to()));
    AxisScaling y =
        new AxisScaling(Chart.Axis.of(chart.counted()), Arrays.stream(chart.cornerYs()));
    XYChart drawn = empty(chart.title(), x, y);
    double most = Math.max(1, chart.most());
    XYSeries bars = drawn.addSeries(name("bars"), chart.cornerXs(), chart.cornerYs());
    bars.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    bars.setFillColor(SeriesStyle.alone().color());
    bars.setLineColor(SeriesStyle.alone().color());
    bars.setLineStyle(ChartTheme.OUTLINE);
    bars.setMarker(SeriesMarkers.NONE);
    double[] points = uneven(chart.from(), (chart.from() + chart.to()) / 2, chart.to());
    XYSeries percent = drawn.addSeries(name("percent"), points, new double[] {0, 0, 0});
    percent.setYAxisGroup(1);
    percent.setLineStyle(SeriesLines.NONE);
    percent.setMarker(SeriesMarkers.NONE);
    AxesChartStyler styler = drawn.getStyler();
    styler.setLegendVisible(false);
    styler.setYAxisMin(0, 0.0);
    styler.setYAxisMax(0, most);
    styler.setYAxisMin(1, 0.0);
    styler.setYAxisMax(1, 100.0);
    styler.setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    drawn.setYAxisGroupTitle(1, "percent of the fullest bin");
    return drawn;
  }

  /** XChart knows a series by its name, so each needs one of its own. */
  private String name(String wanted) {
    String name = wanted.isEmpty() ? "?" : wanted;
    while (!names.add(name)) {
      name += "'";
    }
    return name;
  }
}
