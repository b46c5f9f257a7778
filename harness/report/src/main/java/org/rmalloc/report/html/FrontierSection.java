// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.frontier.FrontierCharts;
import org.rmalloc.report.frontier.FrontierTables;
import org.rmalloc.report.frontier.FrontierWords;

/**
 * What must move for how small a heap: the answer, charts, and the table of the best contender.
 *
 * @param styles of the page's contenders
 */
public record FrontierSection(RelocationFrontier frontier, SeriesStyles styles)
    implements ReportSection {
  private static final String READ =
      "A line holds with the locks that a run assumes; its band spans all locks assumed. Points"
          + " move nothing; a hollow one is a lower bound. c = bytes allocated / bytes moved: a"
          + " c-partial memory manager (Bendersky and Petrank, POPL 2011) moves no more than 1/c of"
          + " what was allocated.";

  @Override
  public String markup(HtmlPageCharts charts) {
    List<String> words = FrontierWords.of(frontier);
    StringBuilder out = new StringBuilder();
    words.forEach(text -> out.append("<p>").append(HtmlWriter.text(text)).append("</p>\n"));
    out.append("<p class=\"soft\">").append(HtmlWriter.text(READ)).append("</p>\n");
    out.append("<div class=\"columns\">\n");
    FrontierCharts.of(frontier, styles).values().forEach(chart -> out.append(charts.band(chart)));
    out.append("</div>\n");
    FrontierTables.ofAnswer(frontier).forEach(table -> out.append(HtmlWriter.table(table)));
    return HtmlWriter.folded("How much must move for how small a heap", out.toString());
  }
}
