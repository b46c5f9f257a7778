// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rmalloc.replay.TraceStudy;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.html.AnswerSection;
import org.rmalloc.report.html.ChoiceSection;
import org.rmalloc.report.html.FiguresSection;
import org.rmalloc.report.html.FrontierSection;
import org.rmalloc.report.html.MeasurementSection;
import org.rmalloc.report.html.PageSection;
import org.rmalloc.report.html.RequestsSection;
import org.rmalloc.report.html.SplitSection;
import org.rmalloc.report.html.StudySection;
import org.rmalloc.report.html.TablesSection;
import org.rmalloc.report.sound.SoundTables;
import org.rmalloc.report.split.Split;
import org.rmalloc.report.table.Table;

/** The sections of an application's page, in their order. */
final class PageSections {
  private PageSections() {}

  /**
   * All of them.
   *
   * @param findings in words
   * @param runs tables of the runs
   * @param splits of their footprints
   * @param study of their trace
   */
  static List<PageSection> of(
      ScoredGroup app,
      List<String> findings,
      List<Table> runs,
      List<Split> splits,
      TraceStudy study,
      SeriesStyles styles) {
    Map<String, Chart> charts = Charts.of(app.score(), app.drawn(), styles);
    return List.of(
        new AnswerSection(findings),
        figures(charts, "time-space"),
        TablesSection.open(runs),
        new SplitSection(splits),
        new StudySection(
            study.frontier().map(frontier -> new FrontierSection(frontier, styles)),
            study.frontier().flatMap(ChoiceSection::of)),
        new TablesSection(
            "More tables: ranks with their intervals, memory, fragmentation",
            SoundTables.of(List.of(app.score()))),
        new RequestsSection(
            RequestPlots.ofMemory(app.score(), app.drawn()),
            RequestPlots.ofTime(app.score(), app.drawn())),
        figures(charts, "latency", "fragmentation"),
        new MeasurementSection(app.score()));
  }

  private static PageSection figures(Map<String, Chart> charts, String... names) {
    return new FiguresSection(
        Stream.of(names).filter(charts::containsKey).map(charts::get).toList());
  }
}
