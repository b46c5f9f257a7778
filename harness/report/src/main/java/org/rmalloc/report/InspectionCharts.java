// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.report.chart.BarChart;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.ChartLine;
import org.rmalloc.report.chart.LineChart;
import org.rmalloc.report.chart.SeriesStyle;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.inspect.BlockSizeCounts;
import org.rmalloc.trace.inspect.FreedBlockLifetimes;
import org.rmalloc.trace.inspect.LiveBytesCurve;

/** What {@code inspect} says of a trace, as pictures. */
public final class InspectionCharts {
  private static final int COLUMNS = 1200;
  private static final int[] PERCENTS = {
    1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 98, 99, 100
  };
  private static final Axis BYTES = new Axis("live bytes", Scale.LINEAR, Unit.BYTES);
  private static final Axis SHARE = new Axis("share of blocks", Scale.LINEAR, Unit.PERCENT);

  private final Trace trace;
  private final String name;
  private final Map<String, Chart> charts = new LinkedHashMap<>();

  private InspectionCharts(Trace trace) {
    this.trace = trace;
    name = trace.provenance().name();
  }

  /**
   * Writes the charts of a trace as SVG, PDF and PNG, and all of them as one document, {@code
   * all.pdf}: live bytes over requests, sizes, how few sizes make how many births, lifetimes.
   *
   * @param folder made if it is not there
   */
  public static void write(Trace trace, Path folder) throws IOException {
    ChartFolderWriter.write(charts(trace), folder);
  }

  static Map<String, Chart> charts(Trace trace) {
    InspectionCharts charts = new InspectionCharts(trace);
    charts.liveBytes();
    BlockSizeCounts sizes = BlockSizeCounts.of(trace);
    charts.sizes(sizes);
    charts.frequentSizes(sizes);
    charts.lifetimes();
    return charts.charts;
  }

  private void liveBytes() {
    long requests = trace.facts().requestCount();
    long[] curve = LiveBytesCurve.of(trace, requests, COLUMNS);
    double[] xs = new double[curve.length];
    for (int i = 0; i < xs.length; i++) {
      long first = requests * i / xs.length; // of the column's requests
      xs[i] = first;
    }
    double[] ys = Arrays.stream(curve).asDoubleStream().toArray();
    lines("live", "Live bytes of " + name, Axis.of("request (N, F, R)"), BYTES, xs, ys);
  }

  private void sizes(BlockSizeCounts sizes) {
    long[] slots = sizes.byPowerOfTwo();
    List<String> labels = new ArrayList<>();
    List<Double> births = new ArrayList<>();
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] > 0 || (!labels.isEmpty() && isUsedAbove(slots, slot))) {
        labels.add(
            slot == 0
                ? "0"
                : QuantityFormatter.bytes(1L << (slot - 1)).replaceFirst("\\.0+ ", " "));
        births.add((double) slots[slot]);
      }
    }
    charts.put(
        "sizes",
        new BarChart(
            "Sizes of the blocks of " + name,
            "size, from this power of two to the next",
            Axis.of("blocks"),
            labels,
            List.of(new BarChart.Group("blocks", SeriesStyle.alone(), births))));
  }

  private static boolean isUsedAbove(long[] slots, int slot) {
    return Arrays.stream(slots, slot, slots.length).anyMatch(births -> births > 0);
  }

  private void frequentSizes(BlockSizeCounts sizes) {
    List<BlockSizeCounts.Size> frequent = sizes.mostFrequent();
    double[] xs = new double[frequent.size()];
    double[] ys = new double[xs.length];
    long sum = 0;
    for (int i = 0; i < xs.length; i++) {
      sum += frequent.get(i).births();
      xs[i] = i + 1;
      ys[i] = 100.0 * sum / sizes.births();
    }
    Axis x = new Axis("sizes, the most frequent first", Scale.LOGARITHMIC, Unit.PLAIN);
    lines(
        "frequent-sizes",
        "Share of blocks that the most frequent sizes make: " + name,
        x,
        SHARE,
        xs,
        ys);
  }

  private void lifetimes() {
    long[] spans = FreedBlockLifetimes.inRequests(trace);
    if (spans.length == 0) {
      return;
    }
    Arrays.sort(spans);
    double[] xs = new double[PERCENTS.length];
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = FreedBlockLifetimes.most(spans, PERCENTS[i]);
      ys[i] = PERCENTS[i];
    }
    Axis x = new Axis("lifetime up to, in requests", Scale.LOGARITHMIC, Unit.PLAIN);
    Axis y = new Axis("share of freed blocks", Scale.LINEAR, Unit.PERCENT);
    lines("lifetimes", "Lifetimes of the freed blocks of " + name, x, y, xs, ys);
  }

  private void lines(String file, String title, Axis x, Axis y, double[] xs, double[] ys) {
    if (xs.length > 0) {
      charts.put(
          file,
          new LineChart(title, x, y, List.of(new ChartLine("", SeriesStyle.alone(), xs, ys))));
    }
  }
}
