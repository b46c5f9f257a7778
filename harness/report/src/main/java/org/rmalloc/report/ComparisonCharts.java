// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.chart.StackedBarChart;
import org.rmalloc.report.natives.ComparableLibraries;
import org.rmalloc.report.natives.LibraryCharts;
import org.rmalloc.report.run.ResultsByTrace;
import org.rmalloc.report.sound.ComparisonScores;
import org.rmalloc.report.split.FootprintSplitCharts;
import org.rmalloc.report.split.FootprintSplits;

/**
 * The charts of a comparison as files.
 *
 * @param scored by group
 * @param styles of all contenders
 * @param grapher draws the lives of blocks, where that was asked for
 */
record ComparisonCharts(
    List<ComparedFileGroup> groups,
    List<ComparisonScoresAndPoints> scored,
    List<ComparableLibraries> libraries,
    SeriesStyles styles,
    Optional<MemoryCharts2014> grapher) {

  /** Those of several groups, and of malloc libraries beside arenas, go into a folder each. */
  void write(Path folder) throws IOException {
    Set<String> folders = new HashSet<>();
    for (int i = 0; i < groups.size(); i++) {
      String app = scored.get(i).score().app();
      ChartFolderWriter.write(
          chartsOf(i), groups.size() == 1 ? folder : folder.resolve(FileNames.free(app, folders)));
    }
    writeSplitsOfAll(folder);
    for (ComparableLibraries group : libraries) {
      boolean alone = groups.isEmpty() && libraries.size() == 1;
      ChartFolderWriter.write(
          LibraryCharts.of(group, styles),
          alone ? folder : folder.resolve(FileNames.free(group.trace() + "-libraries", folders)));
    }
  }

  private Map<String, Chart> chartsOf(int i) {
    ComparisonScores score = scored.get(i).score();
    Map<String, Chart> charts = SingleApplicationCharts.of(score, scored.get(i).drawn(), styles);
    grapher.ifPresent(lives -> lives.addTo(charts, groups.get(i)));
    split(List.of(score)).ifPresent(chart -> charts.put(FootprintSplitCharts.NAME, chart));
    return charts;
  }

  /** What the footprints of several applications are made of, in one chart. */
  private void writeSplitsOfAll(Path folder) throws IOException {
    Optional<StackedBarChart> chart =
        split(scored.stream().map(ComparisonScoresAndPoints::score).toList());
    if (groups.size() > 1 && chart.isPresent()) {
      ChartFolderWriter.write(Map.of(FootprintSplitCharts.NAME, chart.get()), folder);
    }
  }

  private static Optional<StackedBarChart> split(List<ComparisonScores> scores) {
    return FootprintSplits.dividedIn(ResultsByTrace.results(scores))
        .flatMap(FootprintSplitCharts::of);
  }
}
