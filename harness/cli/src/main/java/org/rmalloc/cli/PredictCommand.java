// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.ResultFolderWriter;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.predict.ColdReplay;
import org.rmalloc.replay.predict.Prediction;
import org.rmalloc.replay.predict.PredictionCalculator;
import org.rmalloc.replay.predict.RealProgramRunner;
import org.rmalloc.replay.predict.RealRunPlan;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.predict.PredictionJsonWriter;
import org.rmalloc.report.predict.PredictionTables;
import org.rmalloc.report.table.CsvTablePrinter;
import org.rmalloc.report.table.TextTablePrinter;
import org.rmalloc.trace.file.TemporaryFolder;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.record.AccessRecordingMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc predict}: how good a replay is, held against the program itself. */
@Command(
    name = "predict",
    description = {
      "Records a program, replays the recording against the malloc libraries of this machine, "
          + "runs the program itself under each, and says how far the replay was off in peak "
          + "resident memory and in time.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PredictCommand implements Callable<Integer> {
  private static final TrialSetting SETTING =
      TrialSetting.DEFAULT.withLocks(LockSimulationSetting.NONE);
  private static final MeasurementSettings MEASURES =
      MeasurementSettings.DEFAULT.withoutSmallestHeap().untimed();

  /** How the prediction is printed. */
  enum Format {
    TEXT,
    CSV,
    JSON
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description =
          "The program and its arguments. It reads nothing, and what it prints is dropped; "
              + "sh -c 'exec PROGRAM <IN >OUT' gives it files.")
  private List<String> command;

  @Mixin private PredictedLibraryOptions libraries;

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description = "A recording of the program, so that it is not recorded first.")
  private Optional<String> recording;

  @Option(
      names = "--accesses",
      paramLabel = "HOW",
      defaultValue = "none",
      description =
          "How accesses are recorded: auto, heaprec, lackey or none, as by 'record'. With them a "
              + "replay writes only what the program wrote, else each page of a block. "
              + "Default: none.")
  private AccessRecordingMethod accesses;

  @Option(
      names = "--runs",
      paramLabel = "K",
      defaultValue = "5",
      description =
          "How often the program is run, and its recording replayed, under each library. "
              + "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Seed for the order in which the runs of the program take the libraries in turn. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--before",
      paramLabel = "COMMAND",
      description =
          "A command of the shell that runs before each run, unmeasured, such as 'rm -f x.db'.")
  private Optional<String> before;

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      defaultValue = "text",
      description = "The format of the output. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Mixin private TraceReadingOptions reading;

  @Override
  public Integer call() throws IOException {
    SortedSet<String> unset = IgnoredMallocVariableNotice.names(System.getenv());
    unset.remove("LD_PRELOAD"); // the program may need it; the library comes first
    RealRunPlan plan = new RealRunPlan(command, runs, seed, before, unset);
    List<NativeContender> selected = libraries.libraries(reading::notice);
    IgnoredMallocVariableNotice.notice(selected, System.getenv()).ifPresent(reading::notice);
    PredictedProgramRecorder program =
        new PredictedProgramRecorder(plan, accesses, reading::notice);
    program.check();
    print(prediction(selected, plan, program));
    return ExitCode.DONE;
  }

  private Prediction prediction(
      List<NativeContender> selected, RealRunPlan plan, PredictedProgramRecorder program)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        RealProgramRunner real = RealProgramRunner.of(plan);
        InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), reading.isQuiet())) {
      String trace = recording.isPresent() ? recording.get() : recorded(program, real, folder);
      return reading.readAgain(
          trace, file -> predicted(read(file), selected, plan, real, progress));
    }
  }

  private PreparedTrace read(ReopenableInput file) throws IOException {
    return PreparedTrace.read(file, reading.readOptions(), SETTING)
        .withTouches(file, reading.readOptions(), SETTING);
  }

  private static Prediction predicted(
      PreparedTrace trace,
      List<NativeContender> selected,
      RealRunPlan plan,
      RealProgramRunner real,
      ProgressLine progress)
      throws IOException {
    try (TemporaryFolder results = TemporaryFolder.create();
        ColdReplay replay = ColdReplay.of(trace.workload())) {
      List<TrialResult> replays =
          new TrialRunner(trace, SETTING, MEASURES, new ResultFolderWriter(results.path()))
              .run(selected, progress);
      return new PredictionCalculator(plan, trace, replays, real.run(selected, replay, progress))
          .prediction();
    }
  }

  private static String recorded(
      PredictedProgramRecorder program, RealProgramRunner real, TemporaryFolder folder)
      throws IOException {
    real.prepare();
    return program.record(folder.path()).toString();
  }

  private void print(Prediction prediction) {
    if (prediction.exitStatus() != 0) {
      reading.notice(
          "%s ended with exit status %d in each run"
              .formatted(prediction.program(), prediction.exitStatus()));
    }
    Main.out(spec).print(text(prediction));
    Main.out(spec).flush();
  }

  private String text(Prediction prediction) {
    return switch (format) {
      case CSV -> CsvTablePrinter.of(PredictionTables.figures(prediction));
      case JSON -> PredictionJsonWriter.of(prediction);
      case TEXT ->
          PredictionTables.of(prediction).stream()
              .map(table -> TextTablePrinter.of(table, RunOutputOptions.WIDTH))
              .collect(Collectors.joining("\n"));
    };
  }
}
