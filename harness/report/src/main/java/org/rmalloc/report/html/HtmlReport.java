package org.rmalloc.report.html;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.replay.result.Environment;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.SeriesStyle;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.sound.ScoredContender;
import org.rmalloc.report.sound.SoundJson;
import org.rmalloc.report.sound.SoundScore;
import org.rmalloc.report.sound.SoundTables;
import org.rmalloc.report.table.Quantity;
import org.rmalloc.report.table.Table;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/** The report of some applications as one page. */
public final class HtmlReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HtmlReport() {}

  /**
   * An application's scores and its interactive charts.
   *
   * @param findings in words
   * @param runs tables of the runs, which stand before the others
   * @param figures those of few points
   * @param plots those over the ops
   */
  public record App(
      SoundScore score,
      List<String> findings,
      List<Table> runs,
      List<Chart> figures,
      List<PlotSpec> plots) {
    /** Copies the lists. */
    public App {
      findings = List.copyOf(findings);
      runs = List.copyOf(runs);
      figures = List.copyOf(figures);
      plots = List.copyOf(plots);
    }
  }

  /**
   * The page.
   *
   * @param styles of the allocators
   */
  public static String of(List<App> apps, SeriesStyles styles) {
    StringBuilder body = new StringBuilder();
    body.append("<h1>Which allocator fits?</h1>\n");
    body.append("<p class=\"soft\">").append(Markup.text(names(apps))).append("</p>\n");
    for (int i = 0; i < apps.size(); i++) {
      app(body, apps.get(i), i);
    }
    if (apps.size() > 1) {
      body.append("<h2>All applications</h2>\n");
      List<SoundScore> scores = apps.stream().map(App::score).toList();
      body.append(Markup.table(SoundTables.of(scores).getLast()));
    }
    return page(body.toString(), data(apps, styles));
  }

  private static String names(List<App> apps) {
    return apps.stream().map(app -> app.score().app()).collect(Collectors.joining(", "));
  }

  private static void app(StringBuilder body, App app, int i) {
    SoundScore score = app.score();
    body.append("<section>\n<h2>").append(Markup.text(score.app())).append("</h2>\n");
    body.append(Markup.verdict(app.findings()));
    body.append("<div id=\"front-").append(i).append("\"></div>\n");
    app.runs().forEach(table -> body.append(Markup.table(table)));
    SoundTables.of(List.of(score)).forEach(table -> body.append(Markup.table(table)));
    body.append("<div id=\"charts-").append(i).append("\"></div>\n");
    body.append("<h3>How it was measured</h3>\n").append(Markup.table(files(score)));
    score.contenders().stream()
        .flatMap(contender -> contender.making().stream())
        .findFirst()
        .ifPresent(header -> body.append(Markup.table(making(header))));
    body.append("</section>\n");
  }

  private static Table files(SoundScore score) {
    Table.Builder table =
        Table.titled("The full files; the charts draw a part of their points")
            .text("allocator")
            .text("file")
            .figures("points", "")
            .text("SHA-256");
    for (ScoredContender contender : score.contenders()) {
      table.row(
          contender.label(),
          String.valueOf(contender.header().file().getFileName()),
          Quantity.count(contender.points()),
          contender.sha256());
    }
    return table.build();
  }

  private static Table making(Header header) {
    Table.Builder table = Table.titled("As the first of our files says").text("what").text("value");
    table.row("trace", header.trace().name());
    table.row("trace's SHA-256", header.trace().sha256());
    table.row("prepared by", String.join(", ", header.trace().steps()));
    table.row(
        "heap",
        "%s bytes (%s)"
            .formatted(Quantity.count(header.heapSize()), header.trial().setting().heap().text()));
    table.row("peak of live bytes", Quantity.count(header.peakLive()));
    table.row("points", header.dataPoints());
    table.row("compaction budget", budget(header.trial().setting().budget()));
    Optional<Environment> environment = header.environment();
    environment.ifPresent(
        where -> {
          table.row("rmalloc", where.version() + ", " + where.commit());
          table.row("JDK", where.jdk());
          table.row("CPU", where.cpu());
          table.row("system", where.os());
          table.row(
              "timer",
              "overhead %s ns, taken off; resolution %s ns"
                  .formatted(where.timerOverheadNanos(), where.timerResolutionNanos()));
        });
    return table.build();
  }

  private static String budget(CompactionLimit budget) {
    return budget.isLimited() ? Quantity.count(budget.bytes()) + " bytes" : "unlimited";
  }

  private static String data(List<App> apps, SeriesStyles styles) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeName("scores");
      SoundJson.write(
          json, apps.stream().map(App::score).toList(), apps.stream().map(App::findings).toList());
      json.writeArrayPropertyStart("styles");
      styles.byLabel().forEach((name, style) -> write(json, name, style));
      json.writeEndArray();
      json.writeArrayPropertyStart("apps");
      for (App app : apps) {
        json.writeStartObject();
        json.writeArrayPropertyStart("figures");
        app.figures().forEach(figure -> FigureSpec.write(json, figure));
        json.writeEndArray();
        json.writeArrayPropertyStart("charts");
        app.plots().stream().filter(PlotSpec::hasValues).forEach(plot -> plot.write(json));
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return Page.inScript(text.toString());
  }

  private static void write(JsonGenerator json, String name, SeriesStyle style) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("color", style.css());
    json.writeStringProperty("shape", style.shape());
    json.writeArrayPropertyStart("dash");
    style.dash().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String page(String body, String data) {
    return Page.of(
        "rmalloc: which allocator fits?",
        Resources.uplot("dist/uPlot.min.css") + Resources.beside(HtmlReport.class, "report.css"),
        body,
        data,
        List.of(
            "/*\n%s*/\n%s"
                .formatted(Resources.uplot("LICENSE"), Resources.uplot("dist/uPlot.iife.min.js")),
            Resources.beside(HtmlReport.class, "report.js"),
            Resources.beside(HtmlReport.class, "figures.js"),
            Resources.beside(HtmlReport.class, "show.js")));
  }
}
