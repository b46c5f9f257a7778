// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.rmalloc.replay.AlignmentEffect;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.PlanAndFrontier;
import org.rmalloc.replay.PlanAndFrontierMeasurer;
import org.rmalloc.replay.ReplayConcurrency;
import org.rmalloc.replay.ResultFolderWriter;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.progress.RunPhase;
import org.rmalloc.replay.result.ContendersSummary;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.StatsFileComparison;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.points.ComparedFileOrder;
import org.rmalloc.report.table.TextTablePrinter;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.read.ReopenableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc run}: traces against contenders, a table for each trace. */
@Command(
    name = "run",
    description = {
      "Replays traces against many allocators, and prints how much heap each needs "
          + "and how fast it is.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "TRACE | -- COMMAND",
      defaultValue = CommandOutputTarget.STANDARD,
      description =
          "A plain, gzip or zstd file. - or nothing means standard input. What follows -- is "
              + "a program with its arguments, which is recorded first and keeps its standard "
              + "streams; without -a all contenders replay it, and -o also keeps the recording.")
  private List<String> files;

  @Mixin private TraceReadingOptions reading;

  @Mixin private ContenderSelectionOptions contenders;

  @Mixin private LibraryMeasurementOptions libraries;

  @Mixin private TrialSettingOptions settings;

  @Mixin private MeasureOptions measures;

  @Mixin private EqualityToleranceOptions equal;

  @Mixin private FrontierOption planAndFrontier;

  @Mixin private RunOutputOptions output;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "How many replays may run at a time; timed ones run alone all the same. "
              + "Default: as many as there are processors.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--timed-jobs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many timed replays may run at a time; above 1 they disturb each other, and "
              + "the files say so. Default: ${DEFAULT-VALUE}.")
  private int timedJobs;

  @Option(
      names = "--verbose",
      description =
          "Print at the end, on standard error, how many seconds of processor time each phase"
              + " took.")
  private boolean verbose;

  private final PhaseTimes phases = PhaseTimes.sinceStart(RunPhase.READING);

  @Override
  public Integer call() throws IOException {
    Optional<CommandToRecord> command =
        CommandToRecord.of(spec.commandLine().getParseResult().originalArgs());
    List<Contender> selected =
        libraries.contenders(command.isPresent() ? contenders.orAll() : contenders);
    refuseWhatCannotBe(selected);
    IgnoredMallocVariableNotice.notice(selected, System.getenv()).ifPresent(reading::notice);
    TrialSetting setting = settings.setting();
    MeasurementSettings taken =
        libraries.with(measures.measures().withConcurrency(new ReplayConcurrency(jobs, timedJobs)));
    try (KeptOrTemporaryFolder passing = KeptOrTemporaryFolder.of(output.folder())) {
      Traces done = new Traces(selected, setting, taken, new ResultFolderWriter(passing.path()));
      for (String file : traces(command, passing.path())) {
        reading.readAgain(file, done::run);
      }
      output.printJson(done.summaries);
      done.writeReport();
    }
    if (verbose) {
      reading.notice(phases.table());
    }
    return ExitCode.DONE;
  }

  /** Before the work, not after it. */
  private void refuseWhatCannotBe(List<Contender> selected) throws IOException {
    output.check();
    if (selected.stream().allMatch(RunCommand::isNoop)) {
      throw new UsageException("noop is measured beside the others; name an allocator");
    }
    equal.tolerance();
    if (verbose && reading.isQuiet()) {
      throw new UsageException("--verbose has no effect with --quiet; leave one of them out");
    }
    if (planAndFrontier.isAskedFor() && !output.makesReport()) {
      throw new UsageException("--frontier has no effect without a report; add -o or --html");
    }
  }

  /** The traces replayed so far, and what came of them. */
  private final class Traces {
    private final List<Contender> selected;
    private final TrialSetting setting;
    private final MeasurementSettings taken;
    private final ResultFolderWriter results;
    private final List<ContendersSummary> summaries = new ArrayList<>();
    private final List<Path> written = new ArrayList<>();

    /** By the trace's SHA-256. */
    private final Map<String, PlanAndFrontier> plansAndFrontiers = new HashMap<>();

    Traces(
        List<Contender> selected,
        TrialSetting setting,
        MeasurementSettings taken,
        ResultFolderWriter results) {
      this.selected = selected;
      this.setting = setting;
      this.taken = taken;
      this.results = results;
    }

    /** Replays one trace, prints its table, and returns its name. */
    String run(ReopenableInput recording) throws IOException {
      phases.enter(RunPhase.READING);
      PreparedTrace trace = libraries.prepared(recording, reading.readOptions(), setting, selected);
      TrialSetting fitting = settings.settingFor(trace);
      List<TrialResult> run =
          RunCommand.this.run(new TrialRunner(trace, fitting, taken, results), selected);
      phases.enter(RunPhase.REPORT);
      List<Path> files = run.stream().map(result -> results.file(result.header())).toList();
      summaries.add(ContendersSummary.of(run, findings(files)));
      written.addAll(files);
      output.printTables(run, Main.out(spec));
      for (String sentence : AlignmentEffect.of(trace.workload(), fitting, selected)) {
        reading.notice(
            TextTablePrinter.wrapped(trace.name() + ": " + sentence, RunOutputOptions.WIDTH));
      }
      if (output.makesReport()) {
        plansAndFrontiers.put(trace.identity().sha256(), planAndFrontier(trace, recording));
      }
      return trace.name();
    }

    private PlanAndFrontier planAndFrontier(PreparedTrace trace, ReopenableInput recording)
        throws IOException {
      phases.enter(RunPhase.PLAN_AND_FRONTIER);
      RelocationFrontierMeasurer.Preparation preparation =
          method -> PreparedTrace.read(recording, reading.readOptions(), setting, method);
      try (InterruptHandler _ = InterruptHandler.heeded();
          ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), reading.isQuiet())) {
        return new PlanAndFrontierMeasurer(trace, preparation, setting, selected)
            .run(planAndFrontier.frontier(), jobs, progress);
      }
    }

    void writeReport() throws IOException {
      phases.enter(RunPhase.REPORT);
      Optional<Path> file = output.report(summaries);
      if (file.isPresent()) {
        StatsFileComparison comparison =
            StatsFileComparison.of(written, ComparedFileOrder.GIVEN, equal.tolerance());
        plansAndFrontiers.forEach(comparison::show);
        comparison.writeHtml(file.get());
        reading.notice("report: " + file.get());
      }
    }
  }

  /** The files given, or what a command is recorded into. */
  private List<String> traces(Optional<CommandToRecord> command, Path into) throws IOException {
    if (command.isEmpty()) {
      return files;
    }
    if (files.size() > command.get().words().size()) {
      throw new UsageException(
          "found '%s' and a command after --; expected one of them".formatted(files.getFirst()));
    }
    phases.enter(RunPhase.RECORDING);
    return List.of(command.get().record(into, reading::notice).toString());
  }

  private static boolean isNoop(Contender contender) {
    return contender instanceof JavaAllocatorContender arena && arena.isNoop();
  }

  private List<TrialResult> run(TrialRunner runner, List<Contender> selected) throws IOException {
    try (InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), reading.isQuiet())) {
      return interruptible(runner, selected, progress);
    }
  }

  private List<TrialResult> interruptible(
      TrialRunner runner, List<Contender> selected, ProgressLine progress) throws IOException {
    try {
      return runner.run(selected, progress.withPhases(phases::enter));
    } catch (CancellationException e) {
      progress.close();
      reading.notice(
          "interrupted; these contenders were done before: " + progress.contendersDone());
      throw e;
    }
  }

  private List<ContendersSummary.FindingText> findings(List<Path> files) throws IOException {
    return StatsFileComparison.of(files, ComparedFileOrder.GIVEN, equal.tolerance())
        .findings()
        .stream()
        .flatMap(List::stream)
        .map(
            finding ->
                new ContendersSummary.FindingText(
                    finding.kind(), finding.labels(), FindingWords.of(finding)))
        .toList();
  }
}
