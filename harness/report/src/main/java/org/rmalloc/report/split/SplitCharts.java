// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.StackedChart;

/** Splits as stacked bars: in bytes of one trace, in percent of the peak of live bytes of many. */
public final class SplitCharts {
  /** The name of the file. */
  public static final String NAME = "split";

  private SplitCharts() {}

  /** The bars, one a split; empty where there is no split. */
  public static Optional<StackedChart> of(List<Split> splits) {
    if (splits.isEmpty()) {
      return Optional.empty();
    }
    boolean severalTraces = splits.stream().map(Split::trace).distinct().count() > 1;
    boolean severalHeaps = splits.stream().map(Split::heap).distinct().count() > 1;
    return Optional.of(
        new StackedChart(
            "Peak footprint: what would cure each part",
            Axis.of("% of the peak of live bytes"),
            parts(splits),
            splits.stream()
                .filter(split -> split.peakLive() > 0)
                .map(split -> bar(split, severalTraces, severalHeaps, parts(splits)))
                .toList()));
  }

  private static List<StackedChart.Part> parts(List<Split> splits) {
    return shown(splits).map(part -> new StackedChart.Part(part.words(), part.color())).toList();
  }

  private static Stream<Part> shown(List<Split> splits) {
    return Stream.of(Part.values())
        .filter(part -> splits.stream().anyMatch(split -> split.bytes(part) > 0));
  }

  private static StackedChart.Bar bar(
      Split split, boolean severalTraces, boolean severalHeaps, List<StackedChart.Part> parts) {
    return new StackedChart.Bar(
        severalTraces ? split.trace() : "",
        severalHeaps ? "%s, heap %s".formatted(split.label(), split.heap()) : split.label(),
        parts.stream().map(part -> split.percentOfLive(split.bytes(named(part)))).toList(),
        note(split));
  }

  private static Part named(StackedChart.Part part) {
    return Stream.of(Part.values())
        .filter(one -> one.words().equals(part.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String note(Split split) {
    if (split.cut()) {
      return "rounding and metadata cut";
    }
    return split.certain() ? "" : "at most so much needs moving";
  }
}
