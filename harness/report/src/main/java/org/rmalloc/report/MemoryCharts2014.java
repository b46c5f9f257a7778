// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.LineAndBlockLifespanChart;
import org.rmalloc.report.chart.LineChart;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.inspect.BlockLifespan;
import org.rmalloc.trace.inspect.BlockLifespans;

/** The 2014 tool's {@code grapher}: memory of several allocators, and the lives of the blocks. */
final class MemoryCharts2014 {
  private static final int MOST_DRAWN = 1000;

  private final TraceProvenance trace;
  private final BlockLifespans lives;

  private MemoryCharts2014(TraceProvenance trace, BlockLifespans lives) {
    this.trace = trace;
    this.lives = lives;
  }

  /**
   * Of a trace that some of the groups are of.
   *
   * @throws UsageException when none is, or one is of the trace but not as it is
   */
  static MemoryCharts2014 of(Trace trace, List<ComparedFileGroup> groups) {
    MemoryCharts2014 grapher = new MemoryCharts2014(trace.provenance(), BlockLifespans.of(trace));
    if (groups.stream().noneMatch(grapher::fits)) {
      throw new UsageException(
          "--trace: found %s of SHA-256 %s; expected the trace that the files were made of: %s"
              .formatted(trace.provenance().name(), trace.provenance().sha256(), named(groups)));
    }
    groups.stream().filter(grapher::fits).forEach(grapher::refuseOtherRequests);
    return grapher;
  }

  private static String named(List<ComparedFileGroup> groups) {
    return groups.stream()
        .map(MemoryCharts2014::named)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String named(ComparedFileGroup group) {
    return making(group)
        .map(made -> "%s of %s".formatted(made.name(), made.sha256()))
        .orElse(group.app() + ", whose files hold no SHA-256");
  }

  private static Optional<TraceProvenance> making(ComparedFileGroup group) {
    return group.files().getFirst().making().map(made -> made.trace());
  }

  private boolean fits(ComparedFileGroup group) {
    return making(group).filter(made -> made.sha256().equals(trace.sha256())).isPresent();
  }

  /** Rounds and resizes that became frees and births leave no request where the trace has it. */
  private void refuseOtherRequests(ComparedFileGroup group) {
    for (StatsFile file : group.files()) {
      List<String> made = requestSteps(file.making().orElseThrow().trace());
      List<String> read = requestSteps(trace);
      if (!made.equals(read)) {
        throw new UsageException(
            ("--trace: %s was made of %s after the steps %s, but --trace reads it after %s;"
                    + " expected the same steps, since others give other requests")
                .formatted(file.header().file(), trace.name(), made, read));
      }
    }
  }

  private static List<String> requestSteps(TraceProvenance made) {
    return made.steps().stream().filter(step -> !step.startsWith("locks=")).toList();
  }

  /** Adds the chart to those of a group, if the trace is the group's. */
  void addTo(Map<String, Chart> charts, ComparedFileGroup group) {
    if (fits(group) && charts.get("footprint") instanceof LineChart memory) {
      List<BlockLifespan> drawn = lives.sample(MOST_DRAWN);
      charts.put(
          "grapher",
          new LineAndBlockLifespanChart(
              memory, caption(drawn), lives.requests(), lives.count(), drawn));
    }
  }

  private String caption(List<BlockLifespan> drawn) {
    String blocks = QuantityFormatter.count(lives.count());
    String which =
        drawn.size() == lives.count()
            ? "all %s blocks".formatted(blocks)
            : "%s of %s blocks: the %s that live longest, and an even selection of the others"
                .formatted(
                    QuantityFormatter.count(drawn.size()),
                    blocks,
                    QuantityFormatter.count(BlockLifespans.longestOf(MOST_DRAWN)));
    return "Lifetimes of %s; grey ones are never freed".formatted(which);
  }
}
