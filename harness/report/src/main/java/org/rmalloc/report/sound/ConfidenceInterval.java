// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

/**
 * An estimate and its 95 % interval.
 *
 * @param low lower end, at most the value; equal to it where nothing varies
 * @param high upper end
 */
public record ConfidenceInterval(double value, double low, double high) {
  /** A value whose spread is unknown. */
  static ConfidenceInterval unknown(double value) {
    return new ConfidenceInterval(value, Double.NaN, Double.NaN);
  }

  /** Whether the ends are known. */
  public boolean isKnown() {
    return !Double.isNaN(low);
  }
}
