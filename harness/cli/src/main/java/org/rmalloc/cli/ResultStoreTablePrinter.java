// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.CompareFormat;
import org.rmalloc.report.table.CsvTablePrinter;
import org.rmalloc.report.table.LatexTablePrinter;
import org.rmalloc.report.table.MarkdownTablePrinter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.TextTablePrinter;

/** Tables of a store, printed one after the other. */
final class ResultStoreTablePrinter {
  private static final int WIDTH = 120;

  private ResultStoreTablePrinter() {}

  static String of(List<Table> tables, CompareFormat format) {
    return switch (format) {
      case TEXT -> joined(tables, table -> TextTablePrinter.of(table, WIDTH));
      case CSV -> joined(tables, CsvTablePrinter::of);
      case MARKDOWN -> joined(tables, MarkdownTablePrinter::of);
      case LATEX -> LatexTablePrinter.document(tables);
      case JSON ->
          throw new IllegalArgumentException(
              "the tables of a store have no JSON form, which compare refuses before");
    };
  }

  /** Prints a table. */
  private interface Printer {
    String print(Table table);
  }

  private static String joined(List<Table> tables, Printer printer) {
    return tables.stream().map(printer::print).collect(Collectors.joining("\n"));
  }
}
