// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The paper as one page of HTML; charts are files beside it. */
final class HtmlWriter {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
      body { font: 17px/1.5 Georgia, serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff; }
      h1 { line-height: 1.2; } h1, h2, h3 { font-family: system-ui, sans-serif; }
      figure { margin: 1.5em 0; overflow-x: auto; } figcaption { font-size: 85%%; color: #444; margin-bottom: .4em; }
      table { border-collapse: collapse; font: 13px/1.35 system-ui, sans-serif; border-top: 2px solid #222; border-bottom: 2px solid #222; }
      th { border-bottom: 1px solid #222; vertical-align: bottom; } th, td { padding: .2em .5em; text-align: right; }
      table:not(.s) td { white-space: nowrap; } td.l, th.l { text-align: left; } table.s td { vertical-align: top; padding-bottom: .5em; overflow-wrap: anywhere; }
      figure img { width: 100%%; } code { font-size: 90%%; } ol { padding-left: 2em; }
      </style></head><body>
      """;

  private final Function<String, PaperTable> tables;
  private final Inline inline;
  private final StringBuilder out = new StringBuilder();
  private int tableCount;
  private int figureCount;

  HtmlWriter(Function<String, PaperTable> tables, List<Block.Reference> references) {
    this.tables = tables;
    this.inline =
        new Inline(
            references,
            HtmlWriter::escape,
            "<em>%s</em>",
            "<code>%s</code>",
            "<a href=\"#r%1$d\">[%1$d]</a>");
  }

  String write(String title, List<Block> blocks) {
    out.append(HEAD.formatted(escape(title)));
    blocks.forEach(this::block);
    return out.append("</body></html>\n").toString();
  }

  private void block(Block block) {
    switch (block) {
      case Block.Heading(int level, String text) ->
          out.append("<h%1$d>%2$s</h%1$d>%n".formatted(level, inline.of(text)));
      case Block.Paragraph(String text) ->
          out.append("<p>").append(inline.of(text)).append("</p>\n");
      case Block.Items(List<String> texts) -> {
        out.append("<ul>\n");
        texts.forEach(text -> out.append("<li>").append(inline.of(text)).append("</li>\n"));
        out.append("</ul>\n");
      }
      case Block.Table(String name) -> {
        PaperTable table = tables.apply(name);
        if (!table.rows().isEmpty()) {
          table(table);
        }
      }
      case Block.Figure(List<String> names, String caption) -> figure(names, caption);
      case Block.References(List<Block.Reference> all) -> references(all);
    }
  }

  private void table(PaperTable table) {
    out.append(
        "<figure><figcaption>Table %d. %s</figcaption>%n<table%s>%n"
            .formatted(
                ++tableCount,
                inline.of(table.caption()),
                table.paragraphs() ? " class=\"s\"" : ""));
    row("th", table, table.heading());
    table.rows().forEach(cells -> row("td", table, cells));
    out.append("</table></figure>\n");
  }

  private void row(String tag, PaperTable table, List<String> cells) {
    out.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      out.append(
          "<%s%s>%s</%1$s>"
              .formatted(tag, i < table.left() ? " class=\"l\"" : "", inline.of(cells.get(i))));
    }
    out.append("</tr>\n");
  }

  private void figure(List<String> names, String caption) {
    List<String> images = new ArrayList<>();
    names.forEach(
        name ->
            images.add("<img src=\"figures/%s.svg\" alt=\"%s\">".formatted(name, escape(name))));
    out.append(
        "<figure>%s<figcaption>Figure %d. %s</figcaption></figure>%n"
            .formatted(String.join("", images), ++figureCount, inline.of(caption)));
  }

  private void references(List<Block.Reference> all) {
    out.append("<ol>\n");
    for (int i = 0; i < all.size(); i++) {
      out.append("<li id=\"r%d\">%s</li>%n".formatted(i + 1, inline.of(all.get(i).text())));
    }
    out.append("</ol>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
