// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import java.util.Locale;

/** Figures as text: the same in every locale; {@link #NOTHING} for what is no number. */
public final class QuantityFormatter {
  /** Stands where there is nothing to say. */
  public static final String NOTHING = "-";

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

  private QuantityFormatter() {}

  /** Bytes with a unit, to three digits or more: {@code 1.04 MiB}. */
  public static String bytes(double bytes) {
    if (!Double.isFinite(bytes)) {
      return NOTHING;
    }
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 1024 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? decimals(value, 0) : significant(value)) + " " + BINARY[unit];
  }

  /** Bytes with a unit. */
  public static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  /** Nanoseconds with a unit: {@code 1.25 µs}. */
  public static String time(double nanos) {
    if (!Double.isFinite(nanos)) {
      return NOTHING;
    }
    double size = Math.abs(nanos);
    if (size < 1e3) {
      return significant(nanos) + " ns";
    }
    if (size < 1e6) {
      return significant(nanos / 1e3) + " µs";
    }
    return size < 1e9 ? significant(nanos / 1e6) + " ms" : significant(nanos / 1e9) + " s";
  }

  /** A figure to three significant digits, or all of its whole part. */
  public static String significant(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return NOTHING;
    }
    if (size == 0 || size >= 100) {
      return decimals(value, 0);
    }
    return decimals(value, size >= 10 ? 1 : size >= 1 ? 2 : 3);
  }

  /** A figure with so many decimals. */
  public static String decimals(double value, int digits) {
    return !Double.isFinite(value)
        ? NOTHING
        : String.format(Locale.ROOT, "%." + digits + "f", value + 0.0);
  }

  /** A whole number with thousands set apart. */
  public static String count(double value) {
    return !Double.isFinite(value) ? NOTHING : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** A whole number with thousands set apart. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share in percent, of a percentage. */
  public static String percent(double percent) {
    return !Double.isFinite(percent) ? NOTHING : decimals(percent, 1) + " %";
  }
}
