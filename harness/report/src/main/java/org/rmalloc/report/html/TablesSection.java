// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.table.Table;

/**
 * Tables one below the other.
 *
 * @param summary the line that opens them; empty where they are always open
 */
public record TablesSection(String summary, List<Table> tables) implements ReportSection {
  /** Copies the list. */
  public TablesSection {
    tables = List.copyOf(tables);
  }

  /** Tables that are always open. */
  public static TablesSection open(List<Table> tables) {
    return new TablesSection("", tables);
  }

  @Override
  public String markup(HtmlPageCharts charts) {
    StringBuilder out = new StringBuilder();
    tables.forEach(table -> out.append(HtmlWriter.table(table)));
    return summary.isEmpty() || tables.isEmpty()
        ? out.toString()
        : HtmlWriter.folded(summary, out.toString());
  }
}
