// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rmalloc.replay.result.MallocLibraryDataPoint;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.natives.ComparableLibraries;
import org.rmalloc.report.natives.LibraryCharts;
import org.rmalloc.report.natives.LibraryStatsFile;
import org.rmalloc.report.natives.LibraryTable;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;

/**
 * Malloc libraries on one trace: a block of the page of its own, for its bytes are pages.
 *
 * @param findings in words
 * @param styles of the contenders, the same as among arenas
 */
public record LibraryComparisonSection(
    ComparableLibraries group, List<String> findings, SeriesStyles styles)
    implements ReportSection {
  /** Copies the list. */
  public LibraryComparisonSection {
    findings = List.copyOf(findings);
  }

  @Override
  public String markup(HtmlPageCharts places) {
    Map<String, Chart> charts = LibraryCharts.of(group, styles);
    StringBuilder out = new StringBuilder("<section class=\"libraries\">\n<h2>");
    out.append(HtmlWriter.text(group.trace())).append(": malloc libraries of this machine</h2>\n");
    out.append(HtmlWriter.verdict(findings));
    out.append(
        "<p class=\"soft\">Each ran in a process of its own. Bytes here are pages of that process;"
            + " above, bytes of an arena. They are never ranked against each other.</p>\n");
    out.append(figures(charts, LibraryCharts.TIME_PAGES).markup(places));
    out.append(HtmlWriter.table(LibraryTable.of(group.results())));
    out.append("<h3>Pages over the requests</h3>\n").append(places.lines(plots()));
    out.append(figures(charts, LibraryCharts.RESIDENT, LibraryCharts.LATENCY).markup(places));
    out.append(HtmlWriter.folded("Which libraries were measured", HtmlWriter.table(files())));
    return out.append("</section>\n").toString();
  }

  private static ReportSection figures(Map<String, Chart> charts, String... names) {
    return new SideBySideChartsSection(
        Stream.of(names).filter(charts::containsKey).map(charts::get).toList());
  }

  private List<InteractiveOpChart> plots() {
    List<String> names = group.libraries().stream().map(LibraryStatsFile::label).toList();
    return List.of(
        new InteractiveOpChart(
            "Resident pages",
            "bytes of pages",
            "bytes",
            false,
            0,
            names,
            false,
            LibraryCharts.sample(group, MallocLibraryDataPoint::residentBytes),
            Map.of()),
        new InteractiveOpChart(
            "Mapped address space",
            "bytes of pages",
            "bytes",
            false,
            0,
            names,
            false,
            LibraryCharts.sample(group, MallocLibraryDataPoint::mappedBytes),
            Map.of()));
  }

  private Table files() {
    Table.Builder table =
        Table.titled("The libraries, and the files that have all points")
            .text("contender")
            .text("options")
            .text("library")
            .text("library's SHA-256")
            .text("kernel")
            .text("file")
            .figures("points", "")
            .text("SHA-256");
    for (LibraryStatsFile library : group.libraries()) {
      var header = library.result().header();
      table.row(
          library.label(),
          String.valueOf(header.trial().contender().options()),
          header.process().map(process -> process.library()).orElse(QuantityFormatter.NOTHING),
          header.process().map(process -> process.sha256()).orElse(QuantityFormatter.NOTHING),
          header.process().map(process -> process.kernel()).orElse(QuantityFormatter.NOTHING),
          String.valueOf(library.file().getFileName()),
          QuantityFormatter.count(library.points().size()),
          library.sha256());
    }
    return table.build();
  }
}
