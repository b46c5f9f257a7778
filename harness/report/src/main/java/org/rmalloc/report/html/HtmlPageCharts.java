// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.rmalloc.report.chart.BandChart;
import org.rmalloc.report.chart.Chart;
import tools.jackson.core.JsonGenerator;

/** The charts of a page, in the order of their places. */
public final class HtmlPageCharts {
  private record Placed(String kind, Consumer<JsonGenerator> spec) {}

  private final List<Placed> placed = new ArrayList<>();

  HtmlPageCharts() {}

  /** The place of a chart of few points: bars or a scatter chart. */
  public String figure(Chart chart) {
    return place("figure", json -> FewPointChartJsonWriter.write(json, chart));
  }

  /** The place of curves in bands. */
  public String band(BandChart chart) {
    return place("band", json -> BandChartJsonWriter.write(json, chart));
  }

  /** The place of line charts over the same requests, under one set of switches. */
  public String lines(List<InteractiveOpChart> plots) {
    List<InteractiveOpChart> shown = plots.stream().filter(InteractiveOpChart::hasValues).toList();
    return shown.isEmpty()
        ? ""
        : place(
            "lines",
            json -> {
              json.writeStartArray();
              shown.forEach(plot -> plot.write(json));
              json.writeEndArray();
            });
  }

  /** The place of a small chart for each series: bands of quantiles over the requests. */
  public String bands(InteractiveOpChart plot) {
    return plot.hasValues() ? place("bands", plot::write) : "";
  }

  private String place(String kind, Consumer<JsonGenerator> spec) {
    placed.add(new Placed(kind, spec));
    return "<div class=\"chart\" id=\"chart-%d\"></div>\n".formatted(placed.size() - 1);
  }

  void write(JsonGenerator json) {
    json.writeStartArray();
    for (Placed one : placed) {
      json.writeStartObject();
      json.writeStringProperty("kind", one.kind());
      json.writeName("spec");
      one.spec().accept(json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
