// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/**
 * Prints a table as comma-separated values (RFC 4180, lines ended by a line feed). A text that a
 * spreadsheet would take for a formula gets an apostrophe in front, which makes it a text there.
 */
public final class CsvTablePrinter {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(E-?[0-9]+)?");

  private CsvTablePrinter() {}

  /** Prints the columns' names and the rows; title and notes are left out. */
  public static String of(Table table) {
    StringBuilder out = new StringBuilder();
    line(out, table.columns().stream().map(Column::name).toList());
    table.rows().forEach(row -> line(out, row.stream().map(Cell::text).toList()));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(
        cells.stream().map(CsvTablePrinter::quoted).collect(Collectors.joining(",", "", "\n")));
  }

  private static String quoted(String text) {
    String cell = isFormula(text) ? "'" + text : text;
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static boolean isFormula(String text) {
    return text.length() > 1 // a dash alone says that there is nothing
        && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
        && !NUMBER.matcher(text).matches();
  }
}
