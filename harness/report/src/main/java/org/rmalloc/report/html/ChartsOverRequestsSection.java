// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;

/**
 * The charts over the requests.
 *
 * @param memory line charts, under one set of switches
 * @param time of a request, as bands of quantiles
 */
public record ChartsOverRequestsSection(List<InteractiveOpChart> memory, InteractiveOpChart time)
    implements ReportSection {
  /** Copies the list. */
  public ChartsOverRequestsSection {
    memory = List.copyOf(memory);
  }

  @Override
  public String markup(HtmlPageCharts charts) {
    String places = charts.lines(memory) + charts.bands(time);
    return places.isEmpty() ? "" : "<h3>Over the requests</h3>\n" + places;
  }
}
