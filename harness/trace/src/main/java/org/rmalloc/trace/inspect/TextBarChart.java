// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

/** Pictures made of letters. */
final class TextBarChart {
  private static final String EIGHTHS_UP = " ▁▂▃▄▅▆▇█";
  private static final String EIGHTHS_RIGHT = " ▏▎▍▌▋▊▉█";

  private TextBarChart() {}

  /** A curve as {@code rows} lines of columns that stand on a base line, the highest line first. */
  static String[] curve(long[] values, int rows) {
    long most = 1;
    for (long value : values) {
      most = Math.max(most, value);
    }
    String[] lines = new String[rows];
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (long value : values) {
        long eighths = Math.round((double) value / most * rows * 8) - 8L * (rows - 1 - row);
        line.append(EIGHTHS_UP.charAt(Math.clamp(eighths, 0, 8)));
      }
      lines[row] = line.toString();
    }
    return lines;
  }

  /** A bar to the right, {@code width} letters long when {@code value} is {@code most}. */
  static String bar(long value, long most, int width) {
    long eighths = most == 0 ? 0 : Math.round((double) value / most * width * 8);
    if (eighths == 0 && value > 0) {
      eighths = 1;
    }
    String whole = "█".repeat((int) (eighths / 8));
    return eighths % 8 == 0 ? whole : whole + EIGHTHS_RIGHT.charAt((int) (eighths % 8));
  }
}
