// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.stream.Stream;
import org.rmalloc.report.chart.BandChart;
import org.rmalloc.report.chart.BarChart;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.CriticalDifferenceDiagram;
import org.rmalloc.report.chart.HistogramChart;
import org.rmalloc.report.chart.LineAndBlockLifespanChart;
import org.rmalloc.report.chart.LineChart;
import org.rmalloc.report.chart.ParetoFrontChart;
import org.rmalloc.report.chart.StackedBarChart;
import tools.jackson.core.JsonGenerator;

/** A chart of few points as the page's script draws it: one mark a value. */
final class FewPointChartJsonWriter {
  private final JsonGenerator json;

  private FewPointChartJsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one object; charts of lines and histograms have too many points for it. */
  static void write(JsonGenerator json, Chart chart) {
    FewPointChartJsonWriter figure = new FewPointChartJsonWriter(json);
    switch (chart) {
      case BarChart bars -> figure.bars(bars);
      case BandChart bands -> throw new IllegalArgumentException(bands.title());
      case ParetoFrontChart scatter -> figure.scatter(scatter);
      case LineChart lines -> throw new IllegalArgumentException(lines.title());
      case HistogramChart bins -> throw new IllegalArgumentException(bins.title());
      case LineAndBlockLifespanChart lives -> throw new IllegalArgumentException(lives.title());
      case StackedBarChart stacked -> throw new IllegalArgumentException(stacked.title());
      case CriticalDifferenceDiagram ranks -> throw new IllegalArgumentException(ranks.title());
    }
  }

  private void bars(BarChart chart) {
    json.writeStartObject();
    begin(chart.title(), "", Axis.of(chart.xLabel()), chart.y());
    names("categories", chart.categories().stream());
    names("drawn", chart.groups().stream().map(BarChart.Group::name));
    json.writeArrayPropertyStart("marks");
    for (BarChart.Group group : chart.groups()) {
      for (int i = 0; i < group.values().size(); i++) {
        mark(group.name(), i, group.values().get(i), false);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void scatter(ParetoFrontChart chart) {
    json.writeStartObject();
    begin(
        chart.title(),
        "Better is further left and further down. The dashed line joins those that no other"
            + " dominates.",
        chart.x(),
        chart.y());
    names("categories", Stream.empty());
    names("drawn", chart.spots().stream().map(ParetoFrontChart.Spot::name));
    json.writeArrayPropertyStart("marks");
    List<ParetoFrontChart.Spot> front = chart.front();
    chart.spots().forEach(spot -> mark(spot.name(), spot.x(), spot.y(), front.contains(spot)));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void begin(String title, String hint, Axis x, Axis y) {
    json.writeStringProperty("title", title);
    json.writeStringProperty("hint", hint);
    axis("x", x);
    axis("y", y);
  }

  private void axis(String name, Axis axis) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("label", axis.label());
    json.writeStringProperty("unit", unit(axis.unit()));
    json.writeBooleanProperty("log", axis.scale() == Scale.LOGARITHMIC);
    json.writeEndObject();
  }

  static String unit(Unit unit) {
    return switch (unit) {
      case BYTES -> "bytes";
      case NANOSECONDS -> "ns";
      case PERCENT -> "%";
      case PLAIN -> "";
    };
  }

  private void names(String property, Stream<String> names) {
    json.writeArrayPropertyStart(property);
    names.forEach(json::writeString);
    json.writeEndArray();
  }

  private void mark(String name, double x, double y, boolean front) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    number("x", x);
    number("y", y);
    json.writeBooleanProperty("front", front);
    json.writeEndObject();
  }

  private void number(String name, double value) {
    if (Double.isFinite(value)) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }
}
