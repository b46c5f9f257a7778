// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.chart.SeriesStyle;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.sound.ComparisonScoreJsonWriter;
import org.rmalloc.report.sound.ComparisonScoreTables;
import org.rmalloc.report.sound.ComparisonScores;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/** The report of some applications as one page. */
public final class HtmlReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HtmlPageCharts charts = new HtmlPageCharts();
  private final List<SingleApplicationReport> apps;
  private final List<LibraryComparisonSection> libraries;
  private final SeriesStyles styles;

  private HtmlReport(
      List<SingleApplicationReport> apps,
      List<LibraryComparisonSection> libraries,
      SeriesStyles styles) {
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
      List<SingleApplicationReport> apps,
      List<LibraryComparisonSection> libraries,
      SeriesStyles styles) {
    return new HtmlReport(apps, libraries, styles).page();
  }

  private String page() {
    String body = body();
    return SelfContainedHtmlPage.of(
        "rmalloc: which allocator fits?",
        BundledResources.uplot("dist/uPlot.min.css")
            + BundledResources.beside(HtmlReport.class, "report.css"),
        body,
        data(),
        List.of(
            "/*\n%s*/\n%s"
                .formatted(
                    BundledResources.uplot("LICENSE"),
                    BundledResources.uplot("dist/uPlot.iife.min.js")),
            BundledResources.beside(HtmlReport.class, "report.js"),
            BundledResources.beside(HtmlReport.class, "lines.js"),
            BundledResources.beside(HtmlReport.class, "figures.js"),
            BundledResources.beside(HtmlReport.class, "band.js"),
            BundledResources.beside(HtmlReport.class, "show.js")));
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

  private String section(SingleApplicationReport app) {
    return app.sections().stream()
        .map(section -> section.markup(charts))
        .collect(
            Collectors.joining(
                "",
                "<section>\n<h2>%s</h2>\n".formatted(HtmlWriter.text(app.score().app())),
                "</section>\n"));
  }

  private List<ComparisonScores> scores() {
    return apps.stream().map(SingleApplicationReport::score).toList();
  }

  private String data() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeName("scores");
      ComparisonScoreJsonWriter.write(
          json, scores(), apps.stream().map(SingleApplicationReport::findings).toList());
      json.writeArrayPropertyStart("styles");
      styles.byLabel().forEach((label, style) -> write(json, label, style));
      json.writeEndArray();
      json.writeName("charts");
      charts.write(json);
      json.writeEndObject();
    }
    return SelfContainedHtmlPage.inScript(text.toString());
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
