// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.frontier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.report.chart.BandChart;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.ChartLine;
import org.rmalloc.report.chart.SeriesStyles;

/**
 * A frontier as charts: over the heap what is moved, the longest pause in bytes, and the cost. A
 * curve holds with the usual locks, its band spans all locks assumed; what never moves is a point
 * in its smallest heap.
 */
public final class FrontierCharts {
  private static final double PERCENT = 100;
  private static final Axis HEAP = Axis.of("heap / peak of live bytes");
  private static final double LARGEST_HEAP = 2; // x peak: beyond it only smallest heaps were tried
  private static final String SMALLEST = "min";

  private final RelocationFrontier frontier;
  private final SeriesStyles styles;

  private FrontierCharts(RelocationFrontier frontier, SeriesStyles styles) {
    this.frontier = frontier;
    this.styles = styles;
  }

  /**
   * The charts, by the name of their file.
   *
   * @param styles of all contenders of the frontier
   */
  public static Map<String, BandChart> of(RelocationFrontier frontier, SeriesStyles styles) {
    FrontierCharts charts = new FrontierCharts(frontier, styles);
    Map<String, BandChart> byName = new LinkedHashMap<>();
    byName.put(
        "frontier-moved",
        charts.chart(
            "Bytes moved for a heap",
            new Axis("moved / allocated", Scale.LINEAR, Unit.PERCENT),
            "c",
            figures -> PERCENT * frontier.movedShare(figures)));
    byName.put(
        "frontier-pause",
        charts.chart(
            "Longest pause for a heap",
            new Axis("moved while one request waits", Scale.LINEAR, Unit.BYTES),
            "",
            FrontierPoint.Figures::pauseBytes));
    byName.put(
        "frontier-cost",
        charts.chart(
            "Cost for a heap",
            Axis.of("loads and stores a request"),
            "",
            frontier::costPerRequest));
    return byName;
  }

  /** Styles that follow from the labels, where there is no page that has some. */
  public static SeriesStyles styles(RelocationFrontier frontier) {
    return SeriesStyles.of(
        frontier.curves().stream().map(FrontierCurve::label).distinct().toList());
  }

  private BandChart chart(
      String title, Axis y, String reciprocal, ToDoubleFunction<FrontierPoint.Figures> figure) {
    return new BandChart(
        title,
        HEAP,
        y,
        reciprocal,
        ContenderFrontierByLocks.of(frontier).stream().map(band -> curve(band, figure)).toList(),
        frontier.still().flatMap(curve -> spot(curve, figure).stream()).toList());
  }

  private BandChart.Curve curve(
      ContenderFrontierByLocks band, ToDoubleFunction<FrontierPoint.Figures> figure) {
    List<Double> xs = new ArrayList<>();
    List<Double> lows = new ArrayList<>();
    List<Double> highs = new ArrayList<>();
    for (FrontierPoint point : band.usual().points()) {
      if (!point.heap().equals(SMALLEST)) { // which was not tried with other locks
        ContenderFrontierByLocks.Range range = band.range(point.heap(), figure);
        xs.add(frontier.inPeaks(point.heapBytes()));
        lows.add(range.low());
        highs.add(range.high());
      }
    }
    return new BandChart.Curve(line(band, figure), xs, lows, highs);
  }

  private ChartLine line(
      ContenderFrontierByLocks band, ToDoubleFunction<FrontierPoint.Figures> figure) {
    List<FrontierPoint> points = band.usual().points().stream().filter(this::isShown).toList();
    return new ChartLine(
        band.label(),
        styles.of(band.label()),
        points.stream().mapToDouble(point -> frontier.inPeaks(point.heapBytes())).toArray(),
        points.stream()
            .mapToDouble(point -> point.figures().map(figure::applyAsDouble).orElse(Double.NaN))
            .toArray());
  }

  private boolean isShown(FrontierPoint point) {
    return frontier.inPeaks(point.heapBytes()) <= LARGEST_HEAP;
  }

  private Optional<BandChart.Spot> spot(
      FrontierCurve curve, ToDoubleFunction<FrontierPoint.Figures> figure) {
    return curve
        .smallestPoint()
        .filter(this::isShown)
        .flatMap(
            point ->
                point
                    .figures()
                    .map(
                        figures ->
                            new BandChart.Spot(
                                curve.label(),
                                styles.of(curve.label()),
                                frontier.inPeaks(point.heapBytes()),
                                figure.applyAsDouble(figures),
                                curve.isLowerBound())));
  }
}
