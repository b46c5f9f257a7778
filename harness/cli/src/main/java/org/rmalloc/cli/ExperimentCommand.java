// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.recording.ProgramRecordingResolver;
import org.rmalloc.experiment.run.ClusterExecutorProvider;
import org.rmalloc.experiment.run.ExperimentListener;
import org.rmalloc.experiment.run.ExperimentOutcome;
import org.rmalloc.experiment.run.ExperimentPlan;
import org.rmalloc.experiment.run.ExperimentRunner;
import org.rmalloc.experiment.run.LocalTrialExecutor;
import org.rmalloc.experiment.run.PlannedTrial;
import org.rmalloc.experiment.run.RunDurationEstimate;
import org.rmalloc.experiment.run.TrialExecutor;
import org.rmalloc.experiment.run.TrialShard;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.natives.NativeLibraries;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc experiment}: a matrix of trials from one file, kept in a store. */
@Command(
    name = "experiment",
    description = {
      "Measures a matrix of trials, traces x contenders x heaps x ..., that a file "
          + "describes (YAML or JSON), and keeps the results in a store. What is there is "
          + "not measured again: after an interruption, or with more in the file, run it "
          + "once more.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ExperimentRecordCommand.class,
      ExperimentStatusCommand.class,
      ExperimentTableCommand.class,
      ExperimentCleanCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; contenders that did not finish included",
      "1:some trials could not be measured",
      "2:wrong usage, or bad input; nothing was started",
      "130:interrupted; what was complete is in the store"
    })
final class ExperimentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The experiment; docs/experiments.md describes it.")
  private Optional<Path> file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "STORE",
      description =
          "A folder for the results. Default: FILE's name with the ending .store, in the current"
              + " folder.")
  private Optional<Path> output;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many untimed trials may be measured at a time; timed ones run alone all "
              + "the same. Default: ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(
      names = "--shard",
      paramLabel = "i/n",
      defaultValue = "1/1",
      description =
          "Measure the i-th of n shares alone, i from 1 to n: for CI matrices, Slurm "
              + "arrays, GNU parallel. Stores are merged by copying. Default: all.")
  private String shard;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Measure on Apache Spark: spark://HOST:PORT, local[N]. Needs harness/spark, see"
              + " docs/experiments.md.")
  private Optional<String> master;

  @Option(
      names = "--dry-run",
      description =
          "Print how many trials there are, about how long they take, and what is to be "
              + "recorded first; do nothing.")
  private boolean dry;

  @Mixin private NoticeOptions talk;

  @Override
  public Integer call() throws IOException {
    Path from =
        file.orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no experiment is named; give the experiment's file, such as sweep.yaml"));
    refuseMissing(spec, from);
    LocalTrialExecutor local = new LocalTrialExecutor(jobs);
    if (master.isPresent() && jobs > 1) {
      throw new UsageException("--jobs: has no effect with --master; the cluster says how many");
    }
    TrialExecutor executor = master.map(ClusterExecutorProvider::onClassPath).orElse(local);
    TrialShard share = TrialShard.parse(shard);
    Experiment experiment =
        ExperimentReader.read(from, Allocators.onClassPath(), NativeLibraries.ofThisMachine());
    Path place = output.orElseGet(() -> defaultStore(experiment));
    if (dry) {
      ResultStore store = ResultStore.at(place);
      printPlan(ProgramRecordingResolver.in(store).found(experiment), store, share);
      return ExitCode.DONE;
    }
    Experiment recorded = recorded(experiment, place, share);
    ExperimentOutcome report = run(recorded, ResultStore.create(place), share, executor);
    talk.notice(
        "%s: %s (%s): %,d in the store already, %,d measured%s"
            .formatted(
                place,
                CountWithNoun.of(report.trials(), "trial"),
                CountWithNoun.of(report.combinations(), "combination"),
                report.present(),
                report.measured(),
                report.failed() == 0 ? "" : ", %,d FAILED".formatted(report.failed())));
    return report.failed() == 0 ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  /** With its recordings; shards need the same, so none makes its own. */
  private Experiment recorded(Experiment experiment, Path place, TrialShard share)
      throws IOException {
    if (experiment.toRecord().isEmpty()) {
      return experiment;
    }
    if (share.count() > 1) {
      String why =
          "shards must share one; run 'rmalloc experiment record %s -o %s', and copy that store to"
                  .formatted(experiment.file(), place)
              + " each shard";
      return ProgramRecordingResolver.in(ResultStore.at(place)).required(experiment, why);
    }
    return ProgramRecordingResolver.in(ResultStore.at(place)).made(experiment, talk::notice);
  }

  /** Says so where a file is not there, and what may be meant. */
  static void refuseMissing(CommandSpec spec, Path from) {
    if (!Files.exists(from)) {
      String meant =
          CommandSuggestion.closest(spec.commandLine(), from.toString())
              .map("; did you mean '%s'?"::formatted)
              .orElse("");
      throw new UsageException("%s: no such file".formatted(from) + meant);
    }
  }

  /** Where results go when nothing is said. */
  static Path defaultStore(Experiment experiment) {
    return Path.of(experiment.name() + ".store");
  }

  private ExperimentOutcome run(
      Experiment experiment, ResultStore store, TrialShard share, TrialExecutor executor)
      throws IOException {
    try (InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine line = ProgressLine.of(spec.commandLine().getErr(), talk.isQuiet())) {
      return ExperimentRunner.run(experiment, store, share, executor, new Progress(line, spec));
    }
  }

  private void printPlan(Experiment experiment, ResultStore store, TrialShard share)
      throws IOException {
    ExperimentPlan plan = ExperimentPlan.of(experiment, store, share);
    Duration estimate = RunDurationEstimate.of(plan.todo(), jobs);
    Main.out(spec)
        .printf(
            Locale.ROOT,
            "combinations\t%d%ntrials\t%d%nin the store\t%d%nto measure\t%d%nabout\t%d s%n",
            plan.manifest().rows().size(),
            plan.trials(),
            plan.done(),
            plan.missing(),
            estimate.toSeconds());
    for (TraceSource.ToRecord trace : experiment.toRecord()) {
      Main.out(spec).printf("to record\t%s\t%s%n", trace.name(), trace.program().inWords());
    }
    Main.out(spec).flush();
  }

  /** The name of the one experiment of a store, or of the one that is asked for. */
  static String chosen(ResultStore store, Optional<String> name) throws IOException {
    if (name.isPresent() && !store.experiments().contains(name.get())) {
      throw new UsageException(
          "--experiment: found '%s', expected one of %s"
              .formatted(name.get(), String.join(", ", store.experiments())));
    }
    if (name.isEmpty() && store.experiments().size() > 1) {
      throw new UsageException(
          "%s: found %d experiments, expected --experiment with one of %s"
              .formatted(
                  store.folder(),
                  store.experiments().size(),
                  String.join(", ", store.experiments())));
    }
    return name.orElse(store.experiments().getFirst());
  }

  /** Tells the user how far it has come, and what failed. */
  private record Progress(ProgressLine line, CommandSpec spec) implements ExperimentListener {
    @Override
    public void at(String what, double done, Optional<Duration> left) {
      line.at(what, done, left);
    }

    @Override
    public void failed(PlannedTrial trial, String reason) {
      line.close();
      spec.commandLine().getErr().println("rmalloc: " + trial.label() + ": " + reason);
      spec.commandLine().getErr().flush();
    }
  }
}
