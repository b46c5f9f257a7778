// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.table.QuantityFormatter;

/**
 * How values become places on an axis. On a linear one they are shown in the unit that suits the
 * largest, so that ticks are round numbers of it; a logarithmic one names the unit at each tick.
 */
final class AxisScaling {
  /** A clock's finest step and a byte: less is nothing, and stands at the foot of the axis. */
  private static final double LEAST_DRAWN = 1;

  private final Axis axis;
  private final String unit;
  private final double factor;

  /** Scales an axis for values that it is to show. */
  AxisScaling(Axis axis, DoubleStream values) {
    this.axis = axis;
    double largest = values.filter(value -> !Double.isNaN(value)).map(Math::abs).max().orElse(0);
    String sample = sample(axis.unit(), largest);
    this.unit = sample.substring(sample.indexOf(' ') + 1);
    this.factor = isLogarithmic() ? 1 : factor(unit);
  }

  private static String sample(Unit unit, double largest) {
    return switch (unit) {
      case BYTES -> QuantityFormatter.bytes(largest);
      case NANOSECONDS -> QuantityFormatter.time(largest);
      case PERCENT -> "0 %";
      case PLAIN -> "0 ";
    };
  }

  private static double factor(String unit) {
    return switch (unit) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      case "TiB" -> 1L << 40;
      case "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> 1;
    };
  }

  boolean isLogarithmic() {
    return axis.scale() == Scale.LOGARITHMIC;
  }

  /** The axis's label with the unit that a linear axis is shown in. */
  String label() {
    return isLogarithmic() || unit.isEmpty() ? axis.label() : axis.label() + ", " + unit;
  }

  /** Where a value stands; a logarithm has no place for 0. */
  double place(double value) {
    return isLogarithmic() ? Math.max(value, LEAST_DRAWN) : value / factor;
  }

  double[] places(double[] values) {
    return Arrays.stream(values).map(this::place).toArray();
  }

  /** What a tick of a logarithmic axis says. */
  String tick(double value) {
    return switch (axis.unit()) {
      case BYTES -> QuantityFormatter.bytes(value).replaceFirst("\\.0+ ", " ");
      case NANOSECONDS -> QuantityFormatter.time(value).replaceFirst("\\.0+ ", " ");
      case PERCENT -> QuantityFormatter.significant(value) + "%";
      case PLAIN ->
          value == Math.rint(value)
              ? QuantityFormatter.count(value)
              : QuantityFormatter.significant(value);
    };
  }
}
