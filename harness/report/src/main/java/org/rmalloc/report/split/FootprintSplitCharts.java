// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.StackedBarChart;

/** Splits as stacked bars, in percent of the peak of live bytes of each trace. */
public final class FootprintSplitCharts {
  /** The name of the file. */
  public static final String NAME = "split";

  private FootprintSplitCharts() {}

  /** The bars, one a split; empty where there is no split. */
  public static Optional<StackedBarChart> of(List<FootprintSplit> splits) {
    if (splits.isEmpty()) {
      return Optional.empty();
    }
    boolean severalTraces = FootprintSplits.differ(splits, FootprintSplit::trace);
    boolean severalHeaps = FootprintSplits.differ(splits, FootprintSplit::heap);
    List<FootprintPart> parts = FootprintSplits.parts(splits);
    return Optional.of(
        new StackedBarChart(
            "Peak footprint: what would reduce each part",
            Axis.of("% of the peak of live bytes"),
            parts.stream()
                .map(part -> new StackedBarChart.Part(part.words(), part.color()))
                .toList(),
            byTrace(splits)
                .filter(split -> split.peakLive() > 0)
                .map(split -> bar(split, severalTraces, severalHeaps, parts))
                .toList()));
  }

  /** Those of a trace follow each other, whatever the heaps, for they stand under one heading. */
  private static Stream<FootprintSplit> byTrace(List<FootprintSplit> splits) {
    return splits.stream()
        .collect(
            Collectors.groupingBy(FootprintSplit::trace, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(List::stream);
  }

  private static StackedBarChart.Bar bar(
      FootprintSplit split,
      boolean severalTraces,
      boolean severalHeaps,
      List<FootprintPart> parts) {
    return new StackedBarChart.Bar(
        severalTraces ? split.trace() : "",
        severalHeaps ? "%s, heap %s".formatted(split.label(), split.heap()) : split.label(),
        parts.stream().map(part -> split.percentOfLive(split.bytes(part))).toList(),
        note(split));
  }

  private static String note(FootprintSplit split) {
    if (split.cut()) {
      return "rounding and metadata: cut, see the notes";
    }
    return split.certain() ? "" : "needs moving: at most this";
  }
}
