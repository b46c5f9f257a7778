// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

/** What a chart shows. Values are drawn in the order given; NaN is a gap. */
public sealed interface Chart
    permits LineChart,
        BandChart,
        BarChart,
        StackedBarChart,
        HistogramChart,
        ParetoFrontChart,
        LineAndBlockLifespanChart,
        CriticalDifferenceDiagram {
  /** What stands above it. */
  String title();

  /** An axis. */
  record Axis(String label, Scale scale, Unit unit) {
    /** A linear axis of plain figures. */
    public static Axis of(String label) {
      return new Axis(label, Scale.LINEAR, Unit.PLAIN);
    }
  }

  /** How values are spread over an axis. On a logarithmic one values are above 0. */
  enum Scale {
    LINEAR,
    LOGARITHMIC
  }

  /** How ticks are written. */
  enum Unit {
    PLAIN,
    PERCENT,
    BYTES,
    NANOSECONDS
  }
}
