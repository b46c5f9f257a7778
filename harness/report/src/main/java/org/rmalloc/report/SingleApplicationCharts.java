// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.report.chart.BarChart;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.ChartLine;
import org.rmalloc.report.chart.LineChart;
import org.rmalloc.report.chart.ParetoFrontChart;
import org.rmalloc.report.chart.SeriesStyle;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.drawn.ChartPointCollector;
import org.rmalloc.report.drawn.ChartPointCollector.Curve;
import org.rmalloc.report.drawn.SampledSeriesGroup;
import org.rmalloc.report.sound.ComparedContender;
import org.rmalloc.report.sound.ComparisonScores;
import org.rmalloc.report.sound.RankingEligibility;
import org.rmalloc.report.sound.SpaceRankingRow;
import org.rmalloc.report.sound.SpeedRankingRow;

/** The charts of one application, by the name of their file; what no file tells is left out. */
final class SingleApplicationCharts {
  private static final Axis OPS = Axis.of("request (N, F, R)");
  private static final Axis BYTES = new Axis("bytes", Scale.LINEAR, Unit.BYTES);
  private static final Axis LOG_NANOS = new Axis("time", Scale.LOGARITHMIC, Unit.NANOSECONDS);

  private final ComparisonScores score;
  private final ChartPointCollector drawn;
  private final SeriesStyles styles;
  private final Map<String, Chart> charts = new LinkedHashMap<>();

  private SingleApplicationCharts(
      ComparisonScores score, ChartPointCollector drawn, SeriesStyles styles) {
    this.score = score;
    this.drawn = drawn;
    this.styles = styles;
  }

  static Map<String, Chart> of(
      ComparisonScores score, ChartPointCollector drawn, SeriesStyles styles) {
    SingleApplicationCharts charts = new SingleApplicationCharts(score, drawn, styles);
    charts.overOps("time", "Time of a request", LOG_NANOS, Curve.TIME);
    charts.overOps(
        "allocatable",
        "Largest allocatable block as a share of the heap",
        new Axis("share of the heap", Scale.LINEAR, Unit.PERCENT),
        Curve.SHARE);
    charts.footprints();
    charts.memory();
    charts.latencies();
    charts.pauses();
    charts.fragmentation();
    charts.timeAgainstSpace();
    return charts.charts;
  }

  private void overOps(String file, String title, Axis y, Curve curve) {
    List<ChartLine> lines = lines(drawn.sample(curve));
    if (!lines.isEmpty()) {
      charts.put(file, new LineChart(titled(title), OPS, y, lines));
    }
  }

  private List<ChartLine> lines(SampledSeriesGroup sample) {
    List<ChartLine> lines = new ArrayList<>();
    for (int i = 0; i < score.contenders().size(); i++) {
      String name = score.contenders().get(i).label();
      line(name, styles.of(name), sample, i).ifPresent(lines::add);
    }
    return lines;
  }

  private static Optional<ChartLine> line(
      String name, SeriesStyle style, SampledSeriesGroup sample, int i) {
    int[] known =
        IntStream.range(0, sample.ops().length)
            .filter(at -> !Double.isNaN(sample.series(i)[at]))
            .toArray();
    if (known.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ChartLine(
            name,
            style,
            Arrays.stream(known).mapToDouble(at -> sample.ops()[at]).toArray(),
            Arrays.stream(known).mapToDouble(at -> sample.series(i)[at]).toArray()));
  }

  /** Every allocator's footprint beside live bytes, which is what the best possible one needs. */
  private void footprints() {
    List<ChartLine> lines = lines(drawn.sample(Curve.FOOTPRINT));
    if (!lines.isEmpty()) {
      SampledSeriesGroup all = drawn.sample(Curve.FOOTPRINT);
      line("live bytes", SeriesStyle.LIVE, all, all.count() - 1).ifPresent(lines::add); // on top
      charts.put("footprint", new LineChart(titled("Memory claimed"), OPS, BYTES, lines));
    }
  }

  private void memory() {
    Set<String> files = new HashSet<>();
    for (int i = 0; i < score.contenders().size(); i++) {
      List<ChartLine> lines = new ArrayList<>();
      ComparedContender contender = score.contenders().get(i);
      for (Curve curve : List.of(Curve.LIVE, Curve.FOOTPRINT, Curve.OVERHEAD, Curve.FREE)) {
        String name = curve.name().toLowerCase(Locale.ROOT);
        line(name, style(curve, contender), drawn.sample(curve), i).ifPresent(lines::add);
      }
      if (contender.summary().isPresent()) {
        charts.put(
            "memory-" + FileNames.free(contender.label(), files),
            new LineChart(titled("Memory of " + contender.label()), OPS, BYTES, lines));
      }
    }
  }

  /** What an allocator claims looks as among others, where it bears the allocator's name. */
  private SeriesStyle style(Curve curve, ComparedContender contender) {
    return switch (curve) {
      case LIVE -> SeriesStyle.LIVE;
      case OVERHEAD -> SeriesStyle.OVERHEAD;
      case FREE -> SeriesStyle.FREE;
      case FOOTPRINT, SHARE, TIME -> styles.of(contender.label());
    };
  }

  private void latencies() {
    List<BarChart.Group> groups = new ArrayList<>();
    for (SpeedRankingRow row : score.speed()) {
      row.contender()
          .summary()
          .filter(ReplaySummary::finished)
          .flatMap(ReplaySummary::timing)
          .flatMap(timing -> timing.latency(LatencyDistribution.REQUEST))
          .ifPresent(latency -> groups.add(percentiles(row.contender(), latency)));
    }
    if (!groups.isEmpty()) {
      charts.put(
          "latency",
          new BarChart(
              titled("Latency of requests"),
              "percentile",
              LOG_NANOS,
              List.of("50%", "90%", "99%", "99.9%", "slowest"),
              groups));
    }
  }

  private BarChart.Group percentiles(ComparedContender contender, LatencyDistribution latency) {
    double overhead = contender.header().clock().map(clock -> clock.overheadNanos()).orElse(0.0);
    return new BarChart.Group(
        contender.label(),
        styles.of(contender.label()),
        Stream.of(latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.maximum())
            .map(nanos -> Math.max(0, nanos - overhead))
            .toList());
  }

  private void pauses() {
    List<SpeedRankingRow> rows =
        score.speed().stream().filter(r -> r.figures().isPresent()).toList();
    if (rows.isEmpty()) {
      return;
    }
    charts.put(
        "pauses",
        new BarChart(
            titled("Longest waits"),
            "single measurements",
            LOG_NANOS,
            List.of("slowest request", "longest out-of-memory handling"),
            rows.stream().map(this::waits).toList()));
  }

  private BarChart.Group waits(SpeedRankingRow row) {
    SpeedRankingRow.Figures figures = row.figures().orElseThrow();
    return new BarChart.Group(
        row.contender().label(),
        styles.of(row.contender().label()),
        List.of(figures.slowest(), figures.longestPause()));
  }

  private void fragmentation() {
    List<BarChart.Group> groups = new ArrayList<>();
    for (SpaceRankingRow row : score.space()) {
      row.contender()
          .summary()
          .filter(ReplaySummary::finished)
          .filter(_ -> !isPlanned(row)) // its space is set aside before the first block lives
          .flatMap(ReplaySummary::space)
          .map(SpaceFigures::fragmentation)
          .ifPresent(measures -> groups.add(fragmentation(row.contender().label(), measures)));
    }
    if (!groups.isEmpty()) {
      charts.put(
          "fragmentation",
          new BarChart(
              titled("Realized fragmentation (Johnstone and Wilson)"),
              "measure",
              new Axis("beyond live bytes", Scale.LINEAR, Unit.PERCENT),
              List.of("1: average", "2: at peak live", "3: peak, live then", "4: peak to peak"),
              groups));
    }
  }

  private static boolean isPlanned(SpaceRankingRow row) {
    return row.contender().making().flatMap(AllocStatsHeader::plan).isPresent();
  }

  private BarChart.Group fragmentation(String label, Fragmentation measures) {
    return new BarChart.Group(label, styles.of(label), percent(measures));
  }

  private static List<Double> percent(Fragmentation measures) {
    return Stream.of(
            measures.measure1(), measures.measure2(), measures.measure3(), measures.measure4())
        .map((OptionalDouble measure) -> 100 * measure.orElse(0))
        .toList();
  }

  private void timeAgainstSpace() {
    List<ParetoFrontChart.Spot> spots = new ArrayList<>();
    for (SpeedRankingRow row : score.speed()) {
      score.space().stream()
          .filter(space -> space.contender() == row.contender())
          .filter(space -> space.footprint().isPresent() && row.figures().isPresent())
          .forEach(
              space ->
                  spots.add(
                      new ParetoFrontChart.Spot(
                          row.contender().label(),
                          styles.of(row.contender().label()),
                          space.footprint().getAsDouble(),
                          row.figures().get().average().value(),
                          row.eligibility() == RankingEligibility.LOWER_BOUND)));
    }
    if (!spots.isEmpty()) {
      charts.put(
          "time-space",
          new ParetoFrontChart(
              titled("Time against memory"),
              new Axis("peak footprint", Scale.LINEAR, Unit.BYTES),
              new Axis("mean time of an op", Scale.LOGARITHMIC, Unit.NANOSECONDS),
              spots));
    }
  }

  private String titled(String title) {
    return "%s: %s".formatted(score.app(), title);
  }
}
