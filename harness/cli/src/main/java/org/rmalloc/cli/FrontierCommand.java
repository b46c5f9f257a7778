// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.replay.ResultFolderWriter;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.ChartFolderWriter;
import org.rmalloc.report.frontier.FrontierCharts;
import org.rmalloc.report.frontier.FrontierJsonWriter;
import org.rmalloc.report.frontier.FrontierTables;
import org.rmalloc.report.frontier.FrontierWords;
import org.rmalloc.report.table.CsvTablePrinter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.TextTablePrinter;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.mapping.ReallocMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc frontier}: how much must move for how small a heap. */
@Command(
    name = "frontier",
    description = {
      "Replays a trace in heaps of 1.00 to 2.00 times its peak of live bytes, and says how much"
          + " each contender that moves blocks must move in each heap, in all and while one request"
          + " waits, and at what cost. Contenders that never move a block are shown with the"
          + " smallest heap that they need.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FrontierCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  /** How the frontier is printed. */
  enum Format {
    TEXT,
    CSV,
    JSON
  }

  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private ContenderSelectionOptions contenders;

  @Option(
      names = "--locks",
      paramLabel = "fine|coarse|none",
      split = ",",
      defaultValue = "fine,coarse,none",
      description =
          "Which locks to assume on a trace of accesses, separated by commas; fine ones "
              + "also with other speeds. The first counts as usual. Default: ${DEFAULT-VALUE}.")
  private List<LockSimulationSetting> locks;

  @Option(
      names = "--realloc",
      paramLabel = "resize|free-new",
      defaultValue = "resize",
      converter = ReallocModeParser.class,
      description = "Keep resizes, or make each a free and a new block. Default: ${DEFAULT-VALUE}.")
  private ReallocMode realloc;

  @Option(
      names = "--budget",
      paramLabel = "BYTES",
      description = "The maximum of bytes moved while one request waits. Default: no limit.")
  private Long budget;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many replays may run at a time. Default: as many as there are processors.")
  private Optional<Integer> jobs;

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      defaultValue = "text",
      description = "The format of the output. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Also writes the points as CSV, and charts, into this folder.")
  private Optional<Path> folder;

  @Override
  public Integer call() throws IOException {
    if (folder.isPresent()) {
      CommandOutputTarget.checkFolder(folder.get());
      Files.createDirectories(folder.get()); // refused before the work, if at all
    }
    RelocationFrontier frontier = measure();
    if (folder.isPresent()) {
      write(frontier, ".csv", CsvTablePrinter.of(FrontierTables.points(frontier)));
      ChartFolderWriter.write(
          FrontierCharts.of(frontier, FrontierCharts.styles(frontier)),
          folder.get().resolve(ResultFolderWriter.fileName(frontier.trace(), "-frontier")));
    }
    Main.out(spec).print(text(frontier));
    Main.out(spec).flush();
    return ExitCode.DONE;
  }

  private RelocationFrontier measure() throws IOException {
    TrialSetting setting = setting();
    int count = jobs.orElse(Runtime.getRuntime().availableProcessors());
    if (count < 1) {
      throw new UsageException("--jobs %d: expected 1 or more".formatted(count));
    }
    try (InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      return input.readAgain(
          file ->
              new RelocationFrontierMeasurer(
                      method -> PreparedTrace.read(file, input.readOptions(), setting, method),
                      contenders.contenders(),
                      setting.budget(),
                      count,
                      progress)
                  .run(LockAssumption.variationsOf(locks)));
    }
  }

  private TrialSetting setting() {
    TrialSetting standard = TrialSetting.DEFAULT;
    return new TrialSetting(
        standard.heap(),
        locks.getFirst(),
        realloc,
        standard.rounds(),
        standard.killPercent(),
        standard.seed(),
        Optional.ofNullable(budget).map(CompactionLimit::new).orElse(CompactionLimit.NONE));
  }

  private String text(RelocationFrontier frontier) {
    return switch (format) {
      case CSV -> CsvTablePrinter.of(FrontierTables.points(frontier));
      case JSON -> FrontierJsonWriter.of(frontier);
      case TEXT -> forPeople(frontier);
    };
  }

  private static String forPeople(RelocationFrontier frontier) {
    StringBuilder out = new StringBuilder();
    for (String sentence : FrontierWords.of(frontier)) {
      out.append(TextTablePrinter.wrapped(sentence, WIDTH)).append('\n');
    }
    for (Table table : FrontierTables.of(frontier)) {
      out.append('\n').append(TextTablePrinter.of(table, WIDTH));
    }
    return out.toString();
  }

  private void write(RelocationFrontier frontier, String ending, String content)
      throws IOException {
    Path file =
        folder
            .orElseThrow()
            .resolve(ResultFolderWriter.fileName(frontier.trace(), "-frontier" + ending));
    try (OutputFile whole = OutputFile.create(file)) {
      whole.stream().write(content.getBytes(StandardCharsets.UTF_8));
      whole.commit();
    }
  }
}
