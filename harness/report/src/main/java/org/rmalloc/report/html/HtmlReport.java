// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.chart.SeriesStyle;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.sound.ComparisonScore;
import org.rmalloc.report.sound.ComparisonScoreJsonWriter;
import org.rmalloc.report.sound.ComparisonScoreTables;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/** The report of some applications as one page. */
public final class HtmlReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HtmlPageCharts charts = new HtmlPageCharts();
  private final List<ApplicationPagePart> apps;
  private final List<LibrariesSection> libraries;
  private final SeriesStyles styles;

  private HtmlReport(
      List<ApplicationPagePart> apps, List<LibrariesSection> libraries, SeriesStyles styles) {
    this.apps = apps;
    this.libraries = libraries;
    this.styles = styles;
  }

  /**
   * The page.
   *
   * @param libraries what is shown of malloc libraries, after all applications
   * @param styles of the contenders
   */
  public static String of(
      List<ApplicationPagePart> apps, List<LibrariesSection> libraries, SeriesStyles styles) {
    return new HtmlReport(apps, libraries, styles).page();
  }

  private String page() {
    String body = body();
    return HtmlPage.of(
        "rmalloc: which allocator fits?",
        BundledFiles.uplot("dist/uPlot.min.css")
            + BundledFiles.beside(HtmlReport.class, "report.css"),
        body,
        data(),
        List.of(
            "/*\n%s*/\n%s"
                .formatted(
                    BundledFiles.uplot("LICENSE"), BundledFiles.uplot("dist/uPlot.iife.min.js")),
            BundledFiles.beside(HtmlReport.class, "report.js"),
            BundledFiles.beside(HtmlReport.class, "lines.js"),
            BundledFiles.beside(HtmlReport.class, "figures.js"),
            BundledFiles.beside(HtmlReport.class, "band.js"),
            BundledFiles.beside(HtmlReport.class, "show.js")));
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    body.append("<h1>Which allocator fits?</h1>\n");
    apps.forEach(app -> body.append(section(app)));
    if (apps.size() > 1) {
      body.append("<h2>All applications</h2>\n");
      body.append(HtmlWriter.table(ComparisonScoreTables.of(scores()).getLast()));
    }
    libraries.forEach(section -> body.append(section.markup(charts)));
    return body.toString();
  }

  private String section(ApplicationPagePart app) {
    return app.sections().stream()
        .map(section -> section.markup(charts))
        .collect(
            Collectors.joining(
                "",
                "<section>\n<h2>%s</h2>\n".formatted(HtmlWriter.text(app.score().app())),
                "</section>\n"));
  }

  private List<ComparisonScore> scores() {
    return apps.stream().map(ApplicationPagePart::score).toList();
  }

  private String data() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeName("scores");
      ComparisonScoreJsonWriter.write(
          json, scores(), apps.stream().map(ApplicationPagePart::findings).toList());
      json.writeArrayPropertyStart("styles");
      styles.byLabel().forEach((label, style) -> write(json, label, style));
      json.writeEndArray();
      json.writeName("charts");
      charts.write(json);
      json.writeEndObject();
    }
    return HtmlPage.inScript(text.toString());
  }

  private static void write(JsonGenerator json, String label, SeriesStyle style) {
    json.writeStartObject();
    json.writeStringProperty("name", label);
    json.writeStringProperty("color", style.css());
    json.writeStringProperty("shape", style.shape());
    json.writeArrayPropertyStart("dash");
    style.dash().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeEndObject();
  }
}
