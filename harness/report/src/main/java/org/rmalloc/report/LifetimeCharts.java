// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.HistogramChart;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.trace.lifetime.LifetimeHistogram;
import org.rmalloc.trace.lifetime.Lifetimes;

/** Histograms of macro lifetimes over the spans of 2014: from temporaries to globals. */
public final class LifetimeCharts {
  private static final Axis LIFETIME =
      new Axis("lifetime, as a share of all accesses (macro)", Scale.LINEAR, Unit.PERCENT);

  private LifetimeCharts() {}

  /**
   * Writes each histogram as SVG, PDF and PNG, {@code lifetimes-FROM-TO.svg} and so on, and all of
   * them as one document, {@code all.pdf}.
   *
   * @param trace what the trace is called, for titles
   * @param lifetimes of a trace with at least one access
   * @param folder made if it is not there
   */
  public static void write(String trace, Lifetimes lifetimes, Path folder) throws IOException {
    if (lifetimes.accessCount() == 0) {
      throw new IllegalArgumentException(
          "found a trace without accesses; expected some, since lifetimes are counted in them");
    }
    ChartFolderWriter.write(charts(trace, lifetimes), folder);
  }

  static Map<String, Chart> charts(String trace, Lifetimes lifetimes) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (LifetimeHistogram histogram : LifetimeHistogram.spans2014(lifetimes)) {
      String from = text(histogram.fromPercent());
      String to = text(histogram.toPercent());
      String title =
          "%5$s: %3$s of %4$s blocks live for %1$s to %2$s %% of all accesses"
              .formatted(
                  from,
                  to,
                  QuantityFormatter.count(histogram.blocks()),
                  QuantityFormatter.count(lifetimes.handleCount()),
                  trace);
      charts.put(
          "lifetimes-" + from + "-" + to,
          new HistogramChart(
              title,
              LIFETIME,
              histogram.fromPercent(),
              histogram.toPercent(),
              "blocks",
              histogram.counts()));
    }
    return charts;
  }

  private static String text(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
  }
}
