package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.Concurrency;
import org.rmalloc.replay.Run;
import org.rmalloc.replay.RunJson;
import org.rmalloc.replay.RunResult;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.report.Comparison;
import org.rmalloc.report.html.Lead;
import org.rmalloc.report.points.ArgumentOrder;
import org.rmalloc.report.table.TextTable;
import org.rmalloc.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc run}: one trace, many allocators, one table. */
@Command(
    name = "run",
    description = {
      "Replays a trace against many allocators, and prints how much heap each needs and how",
      "fast it is.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
  private static final int WIDTH = 120;

  /** How the result is printed. */
  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private MeasuringOptions replay;

  @Option(
      names = {"-a", "--allocators"},
      paramLabel = "NAME",
      split = ",",
      description = "Which allocators, in this order. Default: all.")
  private List<String> names;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "How many replays may run at a time; timed ones run alone all the same.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int jobs;

  @Option(
      names = "--timed-jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "How many may be timed at a time; above 1 they disturb each other, and the files say",
        "so. Default: ${DEFAULT-VALUE}."
      })
  private int timedJobs;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Write an alloc-stats file for each allocator into this folder, too, and the report:",
        "one HTML page that needs nothing else."
      })
  private Path folder;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report into this file, with or without -o.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    Allocators allocators = Allocators.onClassPath();
    List<Driver> drivers = drivers(allocators);
    Trace trace = replay.trace(input);
    try (RunFolder stats = RunFolder.of(folder, html)) {
      Run run =
          new Run(
              trace,
              drivers,
              allocators,
              replay.settings().withConcurrency(new Concurrency(jobs, timedJobs)),
              stats.path());
      RunResult result = run(run);
      print(result, drivers);
      report(result, drivers);
    }
    return ExitCode.DONE;
  }

  private void report(RunResult result, List<Driver> drivers) throws IOException {
    if (result.files().isEmpty()) {
      return;
    }
    Path file = html == null ? folder.resolve(Run.fileName(result.trace(), "-report.html")) : html;
    Lead lead =
        new Lead(
            RunFindings.of(result, drivers),
            List.of(new RunTable(result, bounds(drivers)).table()));
    Comparison.of(result.files(), ArgumentOrder.GIVEN).writeHtml(file, lead);
    input.tell("report: " + file);
  }

  private List<Driver> drivers(Allocators allocators) {
    Map<String, Map<String, String>> options = Allocators.parseOptions(replay.allocatorOptions());
    return names == null ? allocators.drivers(options) : allocators.drivers(names, options);
  }

  private RunResult run(Run run) throws IOException {
    try (Interruption _ = Interruption.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      return interruptible(run, progress);
    }
  }

  private RunResult interruptible(Run run, ProgressLine progress) throws IOException {
    try {
      return run.run(progress);
    } catch (CancellationException e) {
      progress.close();
      input.tell("done before it was interrupted: " + progress.rowsDone());
      throw e;
    }
  }

  private void print(RunResult result, List<Driver> drivers) {
    switch (format) {
      case TEXT ->
          Main.out(spec).print(TextTable.of(new RunTable(result, bounds(drivers)).table(), WIDTH));
      case JSON -> RunJson.write(result, System.out);
    }
    Main.out(spec).flush();
  }

  /** Those that place nothing are bounds, not candidates. */
  private static Set<String> bounds(List<Driver> drivers) {
    return drivers.stream()
        .filter(driver -> !driver.can(Capability.ADDRESSES))
        .map(Driver::name)
        .collect(Collectors.toSet());
  }
}
