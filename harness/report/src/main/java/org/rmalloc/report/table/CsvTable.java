package org.rmalloc.report.table;

import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/** Prints a table as comma-separated values (RFC 4180, lines ended by a line feed). */
public final class CsvTable {
  private CsvTable() {}

  /** Prints the columns' names and the rows; title and notes are left out. */
  public static String of(Table table) {
    StringBuilder out = new StringBuilder();
    line(out, table.columns().stream().map(Column::name).toList());
    table.rows().forEach(row -> line(out, row.stream().map(Cell::text).toList()));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n")));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
