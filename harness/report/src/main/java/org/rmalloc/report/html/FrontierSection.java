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
      "A line assumes the locks that 'run' assumes; the band around it spans all locks tried."
          + " Points are contenders that move nothing; a hollow point is a lower bound. c is bytes"
          + " allocated / bytes moved: a c-partial memory manager (Bendersky and Petrank, POPL"
          + " 2011) moves at most 1/c of the bytes allocated.";

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
    return HtmlWriter.folded(
        "How many bytes must be moved, by the size of the heap", out.toString());
  }
}
