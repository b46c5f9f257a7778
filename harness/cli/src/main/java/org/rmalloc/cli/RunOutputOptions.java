// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.replay.ResultFolderWriter;
import org.rmalloc.replay.result.ContendersSummary;
import org.rmalloc.replay.result.RunJsonWriter;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.run.RunTables;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.TextTablePrinter;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.file.OutputFileNameCheck;
import picocli.CommandLine.Option;

/** What a run prints, and where its files go. */
final class RunOutputOptions {
  /** Columns of a line of text. */
  static final int WIDTH = 120;

  /** How the result is printed. */
  enum Format {
    TEXT,
    JSON
  }

  /** Which columns are printed. */
  enum Columns {
    DEFAULT,
    ALL
  }

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "The format of the output. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--columns",
      paramLabel = "default|all",
      defaultValue = "default",
      description =
          "Which columns are printed; all adds a second table with overhead, "
              + "compactions, bytes moved, longest pause and median. Default: ${DEFAULT-VALUE}.")
  private Columns columns;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Write an alloc-stats file for each contender into this folder, too, and the "
              + "report: one HTML page that needs nothing else.")
  private Optional<Path> folder;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report into this file, with or without -o.")
  private Optional<Path> html;

  /** Refuses what cannot be written, before the work and not after it. */
  void check() throws IOException {
    folder.ifPresent(CommandOutputTarget::checkFolder);
    if (html.isPresent()) {
      OutputFileNameCheck.check("--html", html.get(), "html");
      OutputFile.create(html.get()).close(); // without a commit: nothing is left
    }
  }

  Optional<Path> folder() {
    return folder;
  }

  boolean makesReport() {
    return folder.isPresent() || html.isPresent();
  }

  /** The file of the report on these runs; empty where none is asked for. */
  Optional<Path> report(List<ContendersSummary> summaries) {
    return html.or(() -> folder.map(into -> into.resolve(reportName(summaries))));
  }

  private static String reportName(List<ContendersSummary> summaries) {
    return summaries.size() == 1
        ? ResultFolderWriter.fileName(summaries.getFirst().trace(), "-report.html")
        : "report.html";
  }

  /** Prints the tables of one trace, unless the output is JSON. */
  void printTables(List<TrialResult> run, PrintWriter out) {
    if (format == Format.TEXT) {
      List<Table> tables = new ArrayList<>(RunTables.of(run));
      if (columns == Columns.ALL) {
        tables.addAll(RunTables.rest(run));
      }
      out.print(
          tables.stream()
              .map(table -> TextTablePrinter.of(table, WIDTH))
              .collect(Collectors.joining("\n")));
      out.flush();
    }
  }

  /** Prints all traces as JSON, if that is the output. */
  void printJson(List<ContendersSummary> summaries) {
    if (format == Format.JSON) {
      RunJsonWriter.write(summaries, System.out);
    }
  }
}
