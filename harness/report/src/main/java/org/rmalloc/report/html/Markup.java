package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Align;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/** Writes HTML: texts escaped, tables sortable. */
final class Markup {
  private Markup() {}

  /** A text as itself, in an element or an attribute. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String paragraphs(List<String> sentences) {
    StringBuilder out = new StringBuilder();
    sentences.forEach(s -> out.append("<p>").append(text(s)).append("</p>\n"));
    return out.toString();
  }

  /** A table whose headings sort it: a figure sorts by its number, a text as text. */
  static String table(Table table) {
    StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"sortable\">\n");
    out.append("<caption>").append(text(table.title())).append("</caption>\n<thead><tr>");
    for (Column column : table.columns()) {
      out.append("<th scope=\"col\"").append(nameClass(column)).append('>');
      out.append(text(column.name()));
      if (!column.unit().isEmpty()) {
        out.append(" <span class=\"soft\">").append(text(column.unit())).append("</span>");
      }
      out.append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : table.rows()) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        cell(out, table.columns().get(i), row.get(i));
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
    table.notes().forEach(n -> out.append("<p class=\"soft\">").append(text(n)).append("</p>\n"));
    return out.toString();
  }

  private static void cell(StringBuilder out, Column column, Cell cell) {
    String kind = cell.best() ? " class=\"best\"" : nameClass(column);
    String value = column.align() == Align.LEFT ? text(cell.text()) : SortKey.of(cell.text());
    out.append("<td").append(kind).append(" data-value=\"").append(value).append("\">");
    out.append(text(cell.text())).append(cell.best() ? " <span aria-label=\"best\">★</span>" : "");
    out.append("</td>");
  }

  private static String nameClass(Column column) {
    return column.align() == Align.LEFT ? " class=\"name\"" : "";
  }
}
