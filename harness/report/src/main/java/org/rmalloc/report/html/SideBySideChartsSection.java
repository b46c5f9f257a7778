// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.chart.Chart;

/** Charts of few points, side by side where there is room. */
public record SideBySideChartsSection(List<Chart> charts) implements ReportSection {
  /** Copies the list. */
  public SideBySideChartsSection {
    charts = List.copyOf(charts);
  }

  @Override
  public String markup(HtmlPageCharts places) {
    StringBuilder out = new StringBuilder();
    charts.forEach(chart -> out.append(places.figure(chart)));
    return charts.size() < 2
        ? out.toString()
        : "<div class=\"columns\">\n%s</div>\n".formatted(out);
  }
}
