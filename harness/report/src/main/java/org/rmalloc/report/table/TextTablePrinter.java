// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rmalloc.report.table.Table.Align;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/**
 * Prints a table for a terminal: a header of names, one of units, a rule, the rows. The best of a
 * column carries an asterisk. Where the table is too wide its longest names are cut.
 */
public final class TextTablePrinter {
  private static final int NARROWEST_NAME = 8;
  private static final String GAP = "  ";

  private final Table table;
  private final int[] widths;

  private TextTablePrinter(Table table, int width) {
    this.table = table;
    this.widths =
        IntStream.range(0, table.columns().size()).map(column -> natural(table, column)).toArray();
    int excess = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - width;
    if (excess > 0) {
      narrow(excess);
    }
  }

  /** Cuts the widest column of names: figures stay whole. */
  private void narrow(int excess) {
    IntStream.range(0, widths.length)
        .filter(column -> table.columns().get(column).align() == Align.LEFT)
        .boxed()
        .max(Comparator.comparingInt(column -> widths[column]))
        .ifPresent(
            widest ->
                widths[widest] =
                    Math.max(Math.min(NARROWEST_NAME, widths[widest]), widths[widest] - excess));
  }

  /**
   * Prints a table.
   *
   * @param width in characters, kept unless the columns other than the first are wider by
   *     themselves
   */
  public static String of(Table table, int width) {
    return new TextTablePrinter(table, width).text(width);
  }

  /** A sentence broken into lines, what would steer the terminal made visible. */
  public static String wrapped(String sentence, int width) {
    return LineWrapper.wrap(visible(sentence), width, "  ");
  }

  private String text(int width) {
    StringBuilder out = new StringBuilder();
    if (!table.title().isEmpty()) {
      out.append(LineWrapper.wrap(visible(table.title()), width, "")).append('\n');
    }
    line(out, table.columns().stream().map(Column::name).toList());
    if (table.columns().stream().anyMatch(column -> !column.unit().isEmpty())) {
      line(out, table.columns().stream().map(Column::unit).toList());
    }
    line(out, IntStream.of(widths).mapToObj("-"::repeat).toList());
    for (List<Cell> row : table.rows()) {
      line(out, row.stream().map(TextTablePrinter::marked).toList());
    }
    for (String note : table.notes()) {
      out.append(LineWrapper.wrap(visible(note), width, "  ")).append('\n');
    }
    return out.toString();
  }

  private void line(StringBuilder out, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cut(visible(cells.get(column)), widths[column]);
      String pad = " ".repeat(widths[column] - length(cell));
      boolean left = table.columns().get(column).align() == Align.LEFT;
      line.append(column == 0 ? "" : GAP).append(left ? cell + pad : pad + cell);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static int natural(Table table, int column) {
    Column head = table.columns().get(column);
    int cells =
        table.rows().stream().mapToInt(row -> length(marked(row.get(column)))).max().orElse(0);
    return Math.max(cells, Math.max(length(head.name()), length(head.unit())));
  }

  private static String marked(Cell cell) {
    return visible(cell.best() ? "*" + cell.text() : cell.text());
  }

  private static String cut(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A name from a file must not steer the terminal. */
  private static String visible(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
