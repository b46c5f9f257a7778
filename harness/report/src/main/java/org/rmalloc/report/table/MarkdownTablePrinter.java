// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.table.Table.Align;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/** Prints a table in Markdown, the best of a column in bold. */
public final class MarkdownTablePrinter {
  private MarkdownTablePrinter() {}

  /** Prints a table under a heading of the second level. */
  public static String of(Table table) {
    StringBuilder out = new StringBuilder("## ").append(escape(table.title())).append("\n\n");
    line(out, table.columns().stream().map(MarkdownTablePrinter::head).toList());
    line(out, table.columns().stream().map(c -> c.align() == Align.LEFT ? "---" : "---:").toList());
    table.rows().forEach(row -> line(out, row.stream().map(MarkdownTablePrinter::cell).toList()));
    table.notes().forEach(note -> out.append('\n').append(escape(note)).append('\n'));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String head(Column column) {
    return escape(column.unit().isEmpty() ? column.name() : column.name() + ", " + column.unit());
  }

  private static String cell(Cell cell) {
    return cell.best() ? "**" + escape(cell.text()) + "**" : escape(cell.text());
  }

  /** Names from files are data: what Markdown or HTML would act on is escaped. */
  private static String escape(String text) {
    return text.replaceAll("\\p{Cc}", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("[\\\\`*_\\[\\]|#$~]", "\\\\$0");
  }
}
