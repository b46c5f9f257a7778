// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.MallocLibraryDataPoint;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.chart.BarChart;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.ChartLine;
import org.rmalloc.report.chart.LineChart;
import org.rmalloc.report.chart.ParetoFrontChart;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.drawn.SampledSeriesGroup;

/** The charts of malloc libraries, by the name of their file. */
public final class LibraryCharts {
  /** Time of an op against the resident peak. */
  public static final String TIME_PAGES = "libraries-time-pages";

  /** The resident peak, what is left of it at the end, and what was there at the start. */
  public static final String RESIDENT = "libraries-resident";

  /** Percentiles of the times of requests. */
  public static final String LATENCY = "libraries-latency";

  private static final Axis OPS = Axis.of("request (N, F, R)");
  private static final Axis PAGES = new Axis("bytes of pages", Scale.LINEAR, Unit.BYTES);

  private final ComparableLibraries group;
  private final SeriesStyles styles;
  private final Map<String, Chart> charts = new LinkedHashMap<>();

  private LibraryCharts(ComparableLibraries group, SeriesStyles styles) {
    this.group = group;
    this.styles = styles;
  }

  /** All that the files tell enough for. */
  public static Map<String, Chart> of(ComparableLibraries group, SeriesStyles styles) {
    LibraryCharts charts = new LibraryCharts(group, styles);
    charts.timeAgainstPages();
    charts.residentAtTimes();
    charts.overOps("libraries-pages", "Resident pages", MallocLibraryDataPoint::residentBytes);
    charts.overOps("libraries-mapped", "Mapped address space", MallocLibraryDataPoint::mappedBytes);
    charts.latencies();
    return charts.charts;
  }

  private void timeAgainstPages() {
    List<ParetoFrontChart.Spot> spots = new ArrayList<>();
    for (LibraryStatsFile library : group.libraries()) {
      ContenderFigures figures = ContenderFigures.of(library.result());
      OptionalLong resident = figures.process().residentPeak();
      OptionalDouble nanos = figures.throughputNanos();
      if (figures.finished() && resident.isPresent() && nanos.isPresent()) {
        spots.add(
            new ParetoFrontChart.Spot(
                library.label(),
                styles.of(library.label()),
                resident.getAsLong(),
                nanos.getAsDouble()));
      }
    }
    if (!spots.isEmpty()) {
      charts.put(
          TIME_PAGES,
          new ParetoFrontChart(
              titled("Time against resident pages"),
              new Axis("resident peak, bytes of pages", Scale.LINEAR, Unit.BYTES),
              new Axis("mean time of an op", Scale.LOGARITHMIC, Unit.NANOSECONDS),
              spots));
    }
  }

  private void residentAtTimes() {
    List<BarChart.Group> groups = new ArrayList<>();
    for (LibraryStatsFile library : group.libraries()) {
      library
          .result()
          .summary()
          .pages()
          .ifPresent(
              pages ->
                  groups.add(
                      new BarChart.Group(
                          library.label(),
                          styles.of(library.label()),
                          Stream.of(pages.residentPeak(), pages.residentEnd(), pages.start())
                              .map(Long::doubleValue)
                              .toList())));
    }
    if (!groups.isEmpty()) {
      charts.put(
          RESIDENT,
          new BarChart(
              titled("Resident pages"), "", PAGES, List.of("peak", "at the end", "start"), groups));
    }
  }

  private void overOps(String name, String title, ToLongFunction<MallocLibraryDataPoint> bytes) {
    List<ChartLine> lines = new ArrayList<>();
    for (LibraryStatsFile library : group.libraries()) {
      List<MallocLibraryDataPoint> points = library.points();
      if (!points.isEmpty()) {
        lines.add(
            new ChartLine(
                library.label(),
                styles.of(library.label()),
                points.stream().mapToDouble(MallocLibraryDataPoint::opIndex).toArray(),
                points.stream().mapToDouble(bytes::applyAsLong).toArray()));
      }
    }
    if (!lines.isEmpty()) {
      charts.put(name, new LineChart(titled(title), OPS, PAGES, lines));
    }
  }

  private void latencies() {
    List<BarChart.Group> groups = new ArrayList<>();
    for (LibraryStatsFile library : group.libraries()) {
      TrialResult result = library.result();
      long overhead =
          result.header().environment().map(TimingEnvironment::timerOverheadNanos).orElse(0L);
      result
          .summary()
          .timing()
          .flatMap(timing -> timing.latency(LatencyDistribution.REQUEST))
          .ifPresent(latency -> groups.add(percentiles(library.label(), latency, overhead)));
    }
    if (!groups.isEmpty()) {
      charts.put(
          LATENCY,
          new BarChart(
              titled("Latency of requests"),
              "percentile",
              new Axis("time", Scale.LOGARITHMIC, Unit.NANOSECONDS),
              List.of("50%", "90%", "99%", "99.9%", "slowest"),
              groups));
    }
  }

  private BarChart.Group percentiles(String label, LatencyDistribution latency, long overhead) {
    return new BarChart.Group(
        label,
        styles.of(label),
        Stream.of(latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.maximum())
            .map(nanos -> (double) Math.max(0, nanos - overhead))
            .toList());
  }

  /** One figure of all libraries over the requests; NaN where a file has no row. */
  public static SampledSeriesGroup sample(
      ComparableLibraries group, ToLongFunction<MallocLibraryDataPoint> bytes) {
    double[] ops =
        group.libraries().stream()
            .flatMap(library -> library.points().stream())
            .mapToDouble(MallocLibraryDataPoint::opIndex)
            .distinct()
            .sorted()
            .toArray();
    List<double[]> series = new ArrayList<>();
    for (LibraryStatsFile library : group.libraries()) {
      double[] values = new double[ops.length];
      Arrays.fill(values, Double.NaN);
      for (MallocLibraryDataPoint point : library.points()) {
        values[Arrays.binarySearch(ops, (double) point.opIndex())] = bytes.applyAsLong(point);
      }
      series.add(values);
    }
    return new SampledSeriesGroup(ops, series);
  }

  private String titled(String title) {
    return "%s: %s of malloc libraries".formatted(group.trace(), title);
  }
}
