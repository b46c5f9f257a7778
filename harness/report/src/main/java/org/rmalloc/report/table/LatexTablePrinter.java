// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.table;

import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.table.Table.Align;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/** Prints tables in LaTeX with booktabs' rules, the best of a column in bold. */
public final class LatexTablePrinter {
  private LatexTablePrinter() {}

  /** A document of its own, that a plain LaTeX compiles. */
  public static String document(List<Table> tables) {
    return """
    \\documentclass{article}
    \\usepackage[utf8]{inputenc}
    \\usepackage[T1]{fontenc}
    \\usepackage{booktabs}
    \\usepackage[a4paper,landscape,margin=15mm]{geometry}
    \\begin{document}
    %s\\end{document}
    """
        .formatted(tables.stream().map(LatexTablePrinter::of).collect(Collectors.joining("\n")));
  }

  /** One table environment. */
  public static String of(Table table) {
    StringBuilder out = new StringBuilder("\\begin{table}[htbp]\n\\centering\n\\small\n");
    out.append("\\caption{").append(escape(table.title())).append("}\n\\begin{tabular}{");
    table.columns().forEach(c -> out.append(c.align() == Align.LEFT ? 'l' : 'r'));
    out.append("}\n\\toprule\n");
    line(out, table.columns().stream().map(LatexTablePrinter::head).toList());
    out.append("\\midrule\n");
    table.rows().forEach(row -> line(out, row.stream().map(LatexTablePrinter::cell).toList()));
    out.append("\\bottomrule\n\\end{tabular}\n");
    table.notes().forEach(note -> out.append("\n\\smallskip ").append(escape(note)).append('\n'));
    return out.append("\\end{table}\n").toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" & ", "", " \\\\\n")));
  }

  private static String head(Column column) {
    return escape(column.unit().isEmpty() ? column.name() : column.name() + ", " + column.unit());
  }

  private static String cell(Cell cell) {
    return cell.best() ? "\\textbf{" + escape(cell.text()) + "}" : escape(cell.text());
  }

  /** Names from files are data: each character that TeX acts on is written as itself. */
  static String escape(String text) {
    return text.codePoints().mapToObj(LatexTablePrinter::escape).collect(Collectors.joining());
  }

  private static String escape(int c) {
    return switch (c) {
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '|' -> "\\textbar{}";
      case '"' -> "\\textquotedbl{}";
      case '#', '$', '%', '&', '_', '{', '}' -> "\\" + (char) c;
      case '×' -> "$\\times$";
      case '±' -> "$\\pm$";
      case '–' -> "--";
      case '…' -> "\\dots{}";
      case '≤' -> "$\\le$";
      case 'µ' -> "$\\mu$";
      default -> (c >= ' ' && c < 127) || isLatin1Letter(c) ? Character.toString(c) : "?";
    };
  }

  /** What T1 fonts have; anything else would stop the compiler. */
  private static boolean isLatin1Letter(int c) {
    return c >= 0xC0 && c <= 0xFF && Character.isLetter(c);
  }
}
