// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Curves over an axis, each with the band that it lies in under other assumptions, and points that
 * stand for what has no curve.
 *
 * @param reciprocal what 100 divided by a value of the y axis is called at the right; empty where
 *     there is no such axis
 */
public record BandChart(
    String title, Axis x, Axis y, String reciprocal, List<Curve> curves, List<Spot> spots)
    implements Chart {
  /** Copies the lists. */
  public BandChart {
    curves = List.copyOf(curves);
    spots = List.copyOf(spots);
  }

  /**
   * A curve and its band.
   *
   * @param line NaN is a gap
   * @param xs of the band, ascending
   * @param lows by x; NaN is a gap
   * @param highs by x, no smaller
   */
  public record Curve(ChartLine line, List<Double> xs, List<Double> lows, List<Double> highs) {
    /** Copies the lists and checks their lengths. */
    public Curve {
      xs = List.copyOf(xs);
      lows = List.copyOf(lows);
      highs = List.copyOf(highs);
      if (lows.size() != xs.size() || highs.size() != xs.size()) {
        throw new IllegalArgumentException(
            "%d x, %d lows, %d highs".formatted(xs.size(), lows.size(), highs.size()));
      }
    }

    /** What the legend calls it. */
    public String name() {
      return line.name();
    }

    /** The x of the line. */
    public double[] lineXs() {
      return line.xs();
    }

    /** The y of the line. */
    public double[] lineYs() {
      return line.ys();
    }
  }

  /** A point with a name. */
  public record Spot(String name, SeriesStyle style, double x, double y, boolean bound) {}

  /** The lines alone, without bands and spots. */
  LineChart drawnLines() {
    return new LineChart(title, x, y, curves.stream().map(Curve::line).toList());
  }

  /** Lines through everything that is drawn: what the axes must hold, and the legend names. */
  LineChart asLines() {
    List<ChartLine> lines = new ArrayList<>();
    for (Curve curve : curves) {
      double[] xs =
          DoubleStream.concat(values(curve.xs), DoubleStream.of(curve.line.xs())).toArray();
      double[] ys =
          DoubleStream.concat(values(curve.highs), DoubleStream.of(curve.line.ys())).toArray();
      lines.add(new ChartLine(curve.name(), curve.line.style(), xs, ys));
    }
    for (Spot spot : spots) {
      lines.add(new ChartLine(spot.name, spot.style, new double[] {spot.x}, new double[] {spot.y}));
    }
    return new LineChart(title, x, y, lines);
  }

  private static DoubleStream values(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }
}
