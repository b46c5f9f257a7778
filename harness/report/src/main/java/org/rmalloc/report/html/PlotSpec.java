// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.drawn.SeriesSample;
import tools.jackson.core.JsonGenerator;

/**
 * An interactive chart over ops.
 *
 * @param unit of the values: {@code bytes}, {@code ns} or {@code %}
 * @param log whether the axis is logarithmic
 * @param minimum what is drawn for anything below it on a logarithmic axis
 * @param names of the series
 * @param reference whether the last series is no contender's and is compared with all
 */
public record PlotSpec(
    String title,
    String axis,
    String unit,
    boolean log,
    double minimum,
    List<String> names,
    boolean reference,
    SeriesSample sample) {
  /** Copies the list. */
  public PlotSpec {
    names = List.copyOf(names);
  }

  /** Whether any series has a value. */
  public boolean hasValues() {
    for (int i = 0; i < names.size(); i++) {
      if (hasValues(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasValues(int i) {
    for (double value : sample.series(i)) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("title", title);
    json.writeStringProperty("axis", axis);
    json.writeStringProperty("unit", unit);
    json.writeBooleanProperty("log", log);
    json.writeNumberProperty("minimum", minimum);
    json.writeName("ops");
    numbers(json, sample.ops());
    int contenders = names.size() - (reference ? 1 : 0);
    json.writeArrayPropertyStart("series");
    for (int i = 0; i < names.size(); i++) {
      if (hasValues(i)) {
        json.writeStartObject();
        json.writeStringProperty("name", names.get(i));
        json.writeBooleanProperty("contender", i < contenders);
        json.writeName("values");
        numbers(json, sample.series(i));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, double[] values) {
    json.writeStartArray();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        json.writeNull();
      } else if (value == Math.rint(value)) {
        json.writeNumber((long) value);
      } else {
        json.writeNumber(Math.rint(value * 1e4) / 1e4);
      }
    }
    json.writeEndArray();
  }
}
