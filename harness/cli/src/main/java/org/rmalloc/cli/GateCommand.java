// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.gate.BaselineUpdater;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateRun;
import org.rmalloc.experiment.gate.GateSettings;
import org.rmalloc.experiment.gate.output.GateFormat;
import org.rmalloc.experiment.gate.time.HolmProcedure;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.file.OutputFileNameCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc gate}: an experiment held against a committed baseline. */
@Command(
    name = "gate",
    description = {
      "Replays the trials of an experiment and holds their deterministic figures, "
          + "exactly, against a committed baseline; names the request at which a figure "
          + "first got worse. Times are only compared with those of another build, in the "
          + "same job: see --against.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is worse",
      "1:a figure or a time is worse",
      "2:wrong usage, a bad baseline, or a baseline of other traces or trials",
      "3:the machine is too noisy for the times asked for, and no figure is worse",
      "70:an internal error of rmalloc",
      "130:interrupted"
    })
final class GateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NoticeOptions notices;

  @Parameters(paramLabel = "FILE.yaml", description = "An experiment: YAML or JSON.")
  private Path file;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = {
        "The committed figures to compare with. Default: "
            + Baseline.DEFAULT_FILE
            + " beside FILE.yaml."
      })
  private Optional<Path> baseline;

  @Option(names = "--update", description = "Writes the baseline, and prints what changes in it.")
  private boolean update;

  @Option(
      names = "--against",
      paramLabel = "JAR|FOLDER",
      description =
          "The build that the baseline is of: a jar, a folder of jars or of classes. "
              + "Requests are then named exactly, and times can be compared.")
  private Optional<Path> against;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Times all trials, in so many pairs of processes of the two builds. Default: "
              + "10 where the experiment measures time, else none.")
  private Optional<Integer> pairs;

  @Option(
      names = "--time-tolerance",
      paramLabel = "PERCENT",
      defaultValue = "2",
      description = "The largest change of a time that is no alarm. Default: ${DEFAULT-VALUE}.")
  private double timeTolerance;

  @Option(
      names = "--alpha",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description =
          "How many percent of gates may raise a false alarm about times. Default: "
              + "${DEFAULT-VALUE}.")
  private double alpha;

  @Option(
      names = "--strict-time",
      description =
          "The gate also fails where times are too noisy to show a change as large as "
              + "--time-tolerance.")
  private boolean strictTime;

  @Option(
      names = "--exact",
      description = "The gate fails at any change of a figure, also at a better one.")
  private boolean exact;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Untimed replays at a time. Default: one for each processor.")
  private Optional<Integer> jobs;

  @Option(
      names = "--explain",
      paramLabel = "TRIAL",
      description =
          "Writes a page with the heaps of both builds side by side, at the requests "
              + "where they part. Needs --against. The trial's name is as the report prints it.")
  private Optional<String> explain;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Where --explain writes. Default: gate-explain.html.")
  private Optional<Path> page;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What is printed: text, json, junit, github, markdown, openmetrics, bmf or "
              + "benchmark-action. Default: text; inside GitHub Actions also annotations and "
              + "the job's summary.")
  private Optional<String> format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT=FILE",
      description = "Also writes a file in a format. May be given several times.")
  private List<String> outputs = List.of();

  @Override
  public Integer call() throws IOException {
    refuseWithoutEffect();
    GateSettings request = request();
    Optional<GateFormat> printed = format.map(GateCommand::format);
    Map<OutputFile, GateFormat> files = new LinkedHashMap<>();
    Experiment experiment = ExperimentReader.read(file, Allocators.onClassPath());
    try (InterruptHandler _ = InterruptHandler.heeded()) {
      if (update) {
        return update(experiment, request);
      }
      for (String output : outputs) {
        open(output, files); // refused before the work, if at all
      }
      GateReport report = report(experiment, request);
      write(report, printed, files);
      return status(report.outcome());
    } finally {
      for (OutputFile output : files.keySet()) {
        output.close();
      }
    }
  }

  private void refuseWithoutEffect() {
    if (update
        && (against.isPresent()
            || explain.isPresent()
            || format.isPresent()
            || !outputs.isEmpty()
            || exact)) {
      throw new UsageException(
          "--update: writes the baseline and judges nothing; drop it, or --against, --explain,"
              + " --format, --output and --exact");
    }
    if (against.isEmpty() && (pairs.isPresent() || explain.isPresent())) {
      throw new UsageException(
          "%s: needs both builds; expected --against JAR"
              .formatted(pairs.isPresent() ? "--pairs" : "--explain"));
    }
    if (page.isPresent() && explain.isEmpty()) {
      throw new UsageException(
          "--page: has no effect without --explain; add --explain or leave --page out");
    }
    page.ifPresent(target -> OutputFileNameCheck.check("--page", target, "html"));
    CommandOutputTarget.checkDistinct(
        "-o", outputs.stream().map(output -> output.replaceFirst("^[^=]*=", "")).toList());
  }

  private GateSettings request() {
    if (!(alpha > 0 && alpha <= 50) || !(timeTolerance >= 0 && timeTolerance <= 1000)) {
      throw new UsageException(
          ("found --alpha %s, --time-tolerance %s; expected percentages: above 0 up to 50, and 0 to"
                  + " 1000")
              .formatted(alpha, timeTolerance));
    }
    Path beside = file.toAbsolutePath().getParent().resolve(Baseline.DEFAULT_FILE);
    return new GateSettings(
        baseline.orElseGet(() -> relative(beside)),
        against,
        pairs.map(OptionalInt::of).orElse(OptionalInt.empty()),
        alpha == 1 ? HolmProcedure.DEFAULT_ALPHA : alpha / 100,
        timeTolerance / 100,
        new GateReport.Strictness(exact, strictTime),
        jobs.orElse(Runtime.getRuntime().availableProcessors()));
  }

  /** As a repository names it, where that is possible: annotations need it. */
  private static Path relative(Path absolute) {
    Path here = Path.of("").toAbsolutePath();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }

  private int update(Experiment experiment, GateSettings request) throws IOException {
    String changes;
    try (ProgressLine progress = progress()) {
      changes = BaselineUpdater.write(experiment, request, progress);
    }
    Main.out(spec).print(changes);
    return ExitCode.DONE;
  }

  private GateReport report(Experiment experiment, GateSettings request) throws IOException {
    try (ProgressLine progress = progress()) {
      GateRun run = new GateRun(experiment, request, progress);
      GateReport report = run.report();
      if (explain.isPresent()) {
        Path target = page.orElse(Path.of("gate-explain.html"));
        TwoBuildAnimationPage.write(run.explanation(explain.get()), target);
        notices.notice("the page with both heaps is " + target);
      }
      return report;
    }
  }

  private ProgressLine progress() {
    return ProgressLine.of(spec.commandLine().getErr(), notices.isQuiet());
  }

  private static void open(String output, Map<OutputFile, GateFormat> files) throws IOException {
    int equals = output.indexOf('=');
    if (equals < 1) {
      throw new UsageException(
          "-o %s: expected FORMAT=FILE, such as junit=gate.xml".formatted(output));
    }
    GateFormat format = format(output.substring(0, equals));
    Path target = Path.of(output.substring(equals + 1));
    OutputFileNameCheck.check("-o", target, format.endings());
    files.put(OutputFile.create(target), format);
  }

  private static GateFormat format(String word) {
    return GateFormat.ofWord(word)
        .orElseThrow(
            () ->
                new UsageException(
                    "format '%s': expected one of %s".formatted(word, GateFormat.words())));
  }

  private void write(
      GateReport report, Optional<GateFormat> printed, Map<OutputFile, GateFormat> files)
      throws IOException {
    for (Map.Entry<OutputFile, GateFormat> one : files.entrySet()) {
      one.getKey().stream().write(one.getValue().of(report).getBytes(StandardCharsets.UTF_8));
    }
    for (OutputFile output : files.keySet()) {
      output.commit();
    }
    PrintWriter out = Main.out(spec);
    out.print(printed.orElse(GateFormat.TEXT).of(report));
    if (printed.isEmpty() && "true".equals(System.getenv("GITHUB_ACTIONS"))) {
      out.print(GateFormat.GITHUB.of(report));
      summarize(report);
    }
    out.flush();
  }

  /** Adds to the job's summary, which several steps share. */
  private static void summarize(GateReport report) throws IOException {
    String summary = System.getenv("GITHUB_STEP_SUMMARY");
    if (summary != null && !summary.isEmpty()) {
      Files.writeString(
          Path.of(summary),
          GateFormat.MARKDOWN.of(report),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static int status(GateReport.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> ExitCode.DONE;
      case WORSE -> ExitCode.CHECK_FAILED;
      case TOO_NOISY -> ExitCode.TOO_NOISY;
    };
  }
}
