// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.rmalloc.report.chart.BandChart;
import org.rmalloc.report.chart.Chart.Axis;
import tools.jackson.core.JsonGenerator;

/** Curves in bands as the page's script draws them. */
final class BandChartJsonWriter {
  private static final double DIGITS = 1e4;

  private final JsonGenerator json;

  private BandChartJsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one object. */
  static void write(JsonGenerator json, BandChart chart) {
    new BandChartJsonWriter(json).write(chart);
  }

  private void write(BandChart chart) {
    json.writeStartObject();
    json.writeStringProperty("title", chart.title());
    axis("x", chart.x());
    axis("y", chart.y());
    json.writeStringProperty("reciprocal", chart.reciprocal());
    json.writeArrayPropertyStart("curves");
    chart.curves().forEach(this::curve);
    json.writeEndArray();
    json.writeArrayPropertyStart("spots");
    chart.spots().forEach(this::spot);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void axis(String name, Axis axis) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("label", axis.label());
    json.writeStringProperty("unit", FewPointChartJsonWriter.unit(axis.unit()));
    json.writeEndObject();
  }

  private void curve(BandChart.Curve curve) {
    json.writeStartObject();
    json.writeStringProperty("name", curve.name());
    numbers("xs", Arrays.stream(curve.lineXs()));
    numbers("ys", Arrays.stream(curve.lineYs()));
    numbers("bandXs", curve.xs());
    numbers("lows", curve.lows());
    numbers("highs", curve.highs());
    json.writeEndObject();
  }

  private void spot(BandChart.Spot spot) {
    json.writeStartObject();
    json.writeStringProperty("name", spot.name());
    number("x", spot.x());
    number("y", spot.y());
    json.writeBooleanProperty("bound", spot.bound());
    json.writeEndObject();
  }

  private void numbers(String name, List<Double> values) {
    numbers(name, values.stream().mapToDouble(Double::doubleValue));
  }

  private void numbers(String name, DoubleStream values) {
    json.writeArrayPropertyStart(name);
    values.forEach(
        value -> {
          if (Double.isFinite(value)) {
            json.writeNumber(Math.rint(value * DIGITS) / DIGITS);
          } else {
            json.writeNull();
          }
        });
    json.writeEndArray();
  }

  private void number(String name, double value) {
    json.writeName(name);
    json.writeNumber(Math.rint(value * DIGITS) / DIGITS);
  }
}
