// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.column;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.rmalloc.replay.result.ContenderFigures;

/**
 * A column of figures.
 *
 * @param value NaN where there is none
 */
public record MetricColumn(
    String name,
    String unit,
    Function<ContenderFigures, Double> value,
    Function<Double, String> text,
    Best best) {

  /** Which of a column's values are marked. */
  public enum Best {
    NONE,
    SMALLEST,
    SHORTEST_TIME,
    SHORTEST_WAIT
  }

  /** The value, or NaN. */
  public static double number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  /** The value, or NaN. */
  public static double number(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
