// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rmalloc.replay.PlanAndFrontier;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.html.ChartsOverRequestsSection;
import org.rmalloc.report.html.ChoiceSection;
import org.rmalloc.report.html.FindingsSection;
import org.rmalloc.report.html.FootprintSplitSection;
import org.rmalloc.report.html.FrontierAndChoiceSection;
import org.rmalloc.report.html.FrontierSection;
import org.rmalloc.report.html.MeasurementSection;
import org.rmalloc.report.html.ReportSection;
import org.rmalloc.report.html.SideBySideChartsSection;
import org.rmalloc.report.html.TablesSection;
import org.rmalloc.report.sound.ComparisonScoreTables;
import org.rmalloc.report.split.FootprintSplit;
import org.rmalloc.report.table.Table;

/** The sections of an application's page, in their order. */
final class ReportSections {
  private ReportSections() {}

  /**
   * All of them.
   *
   * @param findings in words
   * @param runs tables of the runs
   * @param splits of their footprints
   * @param planAndFrontier of their trace
   */
  static List<ReportSection> of(
      ComparisonScoresAndPoints app,
      List<String> findings,
      List<Table> runs,
      List<FootprintSplit> splits,
      PlanAndFrontier planAndFrontier,
      SeriesStyles styles) {
    Map<String, Chart> charts = SingleApplicationCharts.of(app.score(), app.drawn(), styles);
    return List.of(
        new FindingsSection(findings),
        figures(charts, "time-space"),
        TablesSection.open(runs),
        new FootprintSplitSection(splits),
        new FrontierAndChoiceSection(
            planAndFrontier.frontier().map(frontier -> new FrontierSection(frontier, styles)),
            planAndFrontier.frontier().flatMap(ChoiceSection::of)),
        new TablesSection(
            "More tables: ranks with their intervals, memory, fragmentation",
            ComparisonScoreTables.of(List.of(app.score()))),
        new ChartsOverRequestsSection(
            RequestPlots.ofMemory(app.score(), app.drawn()),
            RequestPlots.ofTime(app.score(), app.drawn())),
        figures(charts, "latency", "fragmentation"),
        new MeasurementSection(app.score()));
  }

  private static ReportSection figures(Map<String, Chart> charts, String... names) {
    return new SideBySideChartsSection(
        Stream.of(names).filter(charts::containsKey).map(charts::get).toList());
  }
}
