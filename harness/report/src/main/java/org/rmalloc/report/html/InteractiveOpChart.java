// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rmalloc.replay.result.RequestStretchTimes;
import org.rmalloc.report.drawn.SampledSeriesGroup;
import tools.jackson.core.JsonGenerator;

/**
 * An interactive chart over ops.
 *
 * @param unit of the values: {@code bytes}, {@code ns} or {@code %}
 * @param log whether the axis is logarithmic
 * @param minimum what is drawn for anything below it on a logarithmic axis
 * @param names of the series
 * @param reference whether the last series is no contender's and is compared with all
 * @param stretches by series' name, of all requests; none where only the points are known
 */
public record InteractiveOpChart(
    String title,
    String axis,
    String unit,
    boolean log,
    double minimum,
    List<String> names,
    boolean reference,
    SampledSeriesGroup sample,
    Map<String, List<RequestStretchTimes>> stretches) {
  private static final double MAX_EXACT = 1L << 53; // up to here a script's numbers are exact

  /** Copies the list. */
  public InteractiveOpChart {
    names = List.copyOf(names);
    stretches = Map.copyOf(stretches);
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
    json.writeName("opChanges");
    changes(json, sample.ops());
    int contenders = names.size() - (reference ? 1 : 0);
    json.writeArrayPropertyStart("series");
    for (int i = 0; i < names.size(); i++) {
      if (hasValues(i)) {
        json.writeStartObject();
        json.writeStringProperty("name", names.get(i));
        json.writeBooleanProperty("contender", i < contenders);
        values(json, sample.series(i));
        writeStretches(json, stretches.getOrDefault(names.get(i), List.of()));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeStretches(JsonGenerator json, List<RequestStretchTimes> stretches) {
    json.writeArrayPropertyStart("stretches");
    for (RequestStretchTimes one : stretches) {
      long[] numbers = {one.from(), one.to(), one.p10(), one.p50(), one.p90(), one.maximum()};
      json.writeArray(numbers, 0, numbers.length);
    }
    json.writeEndArray();
  }

  /** Bytes as changes, which are shorter; times jump, so that their changes are not. */
  private void values(JsonGenerator json, double[] values) {
    if (unit.equals("bytes") && areWhole(values)) {
      json.writeName("changes");
      changes(json, values);
    } else {
      json.writeName("values");
      numbers(json, values);
    }
  }

  private static boolean areWhole(double[] values) {
    return Arrays.stream(values)
        .filter(Double::isFinite)
        .allMatch(value -> value == Math.rint(value) && Math.abs(value) < MAX_EXACT);
  }

  /** Whole numbers as what each adds to the last one that is known. */
  private static void changes(JsonGenerator json, double[] values) {
    json.writeStartArray();
    long last = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber((long) value - last);
        last = (long) value;
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  /** To two decimals: the page shows four digits, and a share is at most 100 %. */
  private static void numbers(JsonGenerator json, double[] values) {
    json.writeStartArray();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        json.writeNull();
      } else if (value == Math.rint(value)) {
        json.writeNumber((long) value);
      } else {
        json.writeNumber(Math.rint(value * 1e2) / 1e2);
      }
    }
    json.writeEndArray();
  }
}
