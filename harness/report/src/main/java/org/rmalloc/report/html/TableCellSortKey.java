// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key by which a figure's text sorts. */
final class TableCellSortKey {
  private static final Pattern FIGURE =
      Pattern.compile("[<*]?(-?[0-9][0-9,]*(?:\\.[0-9]+)?)%?(?: ([A-Za-zµ]+))?.*");

  private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

  private TableCellSortKey() {}

  /** Whether a text is a number and nothing else, which the page's script reads by itself. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** The number that a text starts with, in the smallest unit; empty where it starts with none. */
  static String of(String text) {
    Matcher figure = FIGURE.matcher(text);
    if (!figure.matches()) {
      return "";
    }
    double value = Double.parseDouble(figure.group(1).replace(",", ""));
    return String.valueOf(value * factor(figure.group(2)));
  }

  private static double factor(String unit) {
    return switch (unit == null ? "" : unit) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      case "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> 1;
    };
  }
}
