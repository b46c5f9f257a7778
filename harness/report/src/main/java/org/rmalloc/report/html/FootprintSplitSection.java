// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.report.chart.StackedBarChart;
import org.rmalloc.report.split.FootprintSplit;
import org.rmalloc.report.split.FootprintSplitCharts;
import org.rmalloc.report.split.FootprintSplitTable;

/**
 * What peak footprints are made of: a bar for each contender, and the table. Folded, since the
 * answer does not need it.
 */
public record FootprintSplitSection(List<FootprintSplit> splits) implements ReportSection {
  private static final double PERCENT = 100;
  private static final double DIGITS = 100;

  /** Copies the list. */
  public FootprintSplitSection {
    splits = List.copyOf(splits);
  }

  @Override
  public String markup(HtmlPageCharts charts) {
    Optional<StackedBarChart> chart = FootprintSplitCharts.of(splits);
    return chart
        .map(
            bars ->
                HtmlWriter.folded(
                    FootprintSplitTable.TITLE,
                    bars(bars) + HtmlWriter.table(FootprintSplitTable.of(splits))))
        .orElse("");
  }

  private static String bars(StackedBarChart chart) {
    StringBuilder out = new StringBuilder("<p class=\"legend\">");
    for (StackedBarChart.Part part : chart.parts()) {
      out.append(
          "<span><i style=\"background:%s\"></i>%s</span> "
              .formatted(css(part), HtmlWriter.text(part.name())));
    }
    out.append("</p>\n<div class=\"stacked\" role=\"img\" aria-label=\"")
        .append(HtmlWriter.text(chart.title()))
        .append("; the table below has the figures\">\n");
    chart.bars().forEach(bar -> out.append(bar(chart, bar)));
    return out.append("</div>\n").toString();
  }

  private static String bar(StackedBarChart chart, StackedBarChart.Bar bar) {
    StringBuilder out = new StringBuilder("<div class=\"bar-name\">");
    out.append(HtmlWriter.text(bar.name())).append("</div><div class=\"bar\">");
    for (int i = 0; i < bar.values().size(); i++) {
      if (bar.values().get(i) > 0) {
        out.append(segment(chart, bar, i));
      }
    }
    if (!bar.note().isEmpty()) {
      out.append("<span class=\"bar-note\">").append(HtmlWriter.text(bar.note())).append("</span>");
    }
    return out.append("</div>\n").toString();
  }

  private static String segment(StackedBarChart chart, StackedBarChart.Bar bar, int i) {
    StackedBarChart.Part part = chart.parts().get(i);
    return String.format(
        Locale.ROOT,
        "<i style=\"width:%.2f%%;background:%s\" title=\"%s: %.2f %% of live\"></i>",
        width(bar.values().get(i) / chart.longest()),
        css(part),
        HtmlWriter.text(part.name()),
        bar.values().get(i));
  }

  /** In percent, rounded down: the longest bar would break where its widths exceed 100 %. */
  private static double width(double share) {
    return Math.floor(PERCENT * share * DIGITS) / DIGITS;
  }

  private static String css(StackedBarChart.Part part) {
    return String.format(Locale.ROOT, "#%06x", part.color());
  }
}
