// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Align;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.report.table.Table.Column;

/** Writes HTML: texts escaped, tables sortable. */
final class HtmlWriter {
  private static final int LONGEST_WHOLE = 40;
  private static final Pattern QUESTION = Pattern.compile("[A-Z][A-Za-z ]{3,40}:");

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("[0-9][0-9.,]* (?:%|[KMG]iB|B|[nµm]?s|x)(?![\\w])");

  private HtmlWriter() {}

  /** A text as itself, in an element or an attribute. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Sentences, the question that each answers in bold; nothing where there are none. */
  static String verdict(List<String> sentences) {
    if (sentences.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<div class=\"verdict\">\n");
    for (String sentence : sentences) {
      Matcher question = QUESTION.matcher(sentence);
      int end = question.lookingAt() ? question.end() : 0;
      out.append("<p>");
      if (end > 0) {
        out.append("<strong>").append(text(sentence.substring(0, end))).append("</strong>");
      }
      out.append(unbroken(text(sentence.substring(end)))).append("</p>\n");
    }
    return out.append("</div>\n").toString();
  }

  /** Escaped text in which no line breaks between a number and its unit. */
  private static String unbroken(String text) {
    return NUMBER_AND_UNIT.matcher(text).replaceAll("<span class=\"unbroken\">$0</span>");
  }

  /** Markup that a click on its summary opens. */
  static String folded(String summary, String markup) {
    return "<details><summary>%s</summary>\n%s</details>\n".formatted(text(summary), markup);
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
    if (column.align() == Align.LEFT && cell.text().length() <= LONGEST_WHOLE) {
      kind = " class=\"name whole\"";
    }
    out.append("<td").append(kind).append(sortKey(column, cell)).append(">");
    out.append(text(cell.text())).append(cell.best() ? " <span aria-label=\"best\">★</span>" : "");
    out.append("</td>");
  }

  /** What a cell sorts by, where that is not just what is in it. */
  private static String sortKey(Column column, Cell cell) {
    boolean isText = column.align() == Align.LEFT;
    if (!cell.best() && (isText || TableCellSortKey.isPlain(cell.text()))) {
      return "";
    }
    String key = isText ? text(cell.text()) : TableCellSortKey.of(cell.text());
    return " data-value=\"" + key + "\"";
  }

  private static String nameClass(Column column) {
    return column.align() == Align.LEFT ? " class=\"name\"" : "";
  }
}
