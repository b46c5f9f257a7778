// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

/** Breaks text into lines at spaces. */
public final class LineWrapper {
  private LineWrapper() {}

  /**
   * Breaks a text.
   *
   * @param width characters a line, kept unless a word is longer
   * @param indent what further lines start with
   * @return the lines, without a line end after the last
   */
  public static String wrap(String text, int width, String indent) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > width) {
        out.append('\n').append(indent);
        column = indent.length();
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.toString();
  }
}
