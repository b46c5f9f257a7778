// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.chart.BarChart;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

class InspectionChartsTest {
  @TempDir private Path folder;

  @Test
  void eachChartIsWrittenInEachFormat() throws IOException {
    InspectionCharts.write(trace(true), folder);
    for (String name : List.of("live", "sizes", "frequent-sizes", "lifetimes")) {
      for (String ending : List.of(".svg", ".pdf", ".png")) {
        assertTrue(Files.size(folder.resolve(name + ending)) > 1000, name + ending);
      }
    }
    assertTrue(Files.exists(folder.resolve("all.pdf")));
  }

  @Test
  void slotsBetweenUsedOnesAreShownEmpty() {
    BarChart sizes = (BarChart) InspectionCharts.charts(trace(true)).get("sizes");
    assertEquals(List.of("16 B", "32 B", "64 B"), sizes.categories());
    assertEquals(List.of(2.0, 0.0, 1.0), sizes.groups().getFirst().values());
  }

  @Test
  void whereNothingIsFreedNoLifetimesAreDrawn() {
    Map<String, Chart> charts = InspectionCharts.charts(trace(false));
    assertEquals(Set.of("live", "sizes", "frequent-sizes"), charts.keySet());
  }

  private static Trace trace(boolean frees) {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 16);
    builder.add(OpKind.NEW, 1, 0, 64);
    builder.add(OpKind.NEW, 2, 0, 31);
    if (frees) {
      builder.add(OpKind.FREE, 1, 0, 0);
    }
    return builder.build(TraceProvenance.made("x.ops"));
  }
}
