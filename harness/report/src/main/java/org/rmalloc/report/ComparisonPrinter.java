// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rmalloc.report.table.LatexTablePrinter;
import org.rmalloc.report.table.MarkdownTablePrinter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.TextTablePrinter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;

/** Prints what a comparison has: sentences, tables, JSON. */
final class ComparisonPrinter {
  private static final int TERMINAL_WIDTH = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ComparisonPrinter() {}

  /** Sentences for a terminal, an empty line after each group's. */
  static String sentences(List<List<String>> groups) {
    StringBuilder out = new StringBuilder();
    for (List<String> ofGroup : groups) {
      for (String sentence : ofGroup) {
        out.append(TextTablePrinter.wrapped(sentence, TERMINAL_WIDTH)).append('\n');
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** Tables in a format that has several of them. */
  static String tables(List<Table> tables, CompareFormat format) {
    return switch (format) {
      case LATEX -> LatexTablePrinter.document(tables);
      case MARKDOWN ->
          tables.stream().map(MarkdownTablePrinter::of).collect(Collectors.joining("\n"));
      case TEXT ->
          tables.stream()
              .map(table -> TextTablePrinter.of(table, TERMINAL_WIDTH))
              .collect(Collectors.joining("\n"));
      case JSON, CSV ->
          throw new IllegalArgumentException(
              "found format "
                  + format
                  + "; expected one that prints tables: TEXT, MARKDOWN or LATEX");
    };
  }

  /** Indented JSON of what is written to a generator. */
  static String json(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JSON.writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      content.accept(json);
    }
    return text.append('\n').toString();
  }
}
