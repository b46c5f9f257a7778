// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.replay.FrontierPauseTimes;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.plan.ByteSizeParser;
import org.rmalloc.replay.result.AllocStatsFolder;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.choose.ChoiceCandidatesByLocks;
import org.rmalloc.report.choose.ChoiceCandidatesFromFrontier;
import org.rmalloc.report.choose.ChoiceCandidatesFromResults;
import org.rmalloc.report.choose.ChoiceLimit;
import org.rmalloc.report.choose.ChoiceWeights;
import org.rmalloc.report.choose.ChoicesByLockAssumption;
import org.rmalloc.report.table.TextTablePrinter;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc choose}: which contender, in which heap, within limits. */
@Command(
    name = "choose",
    description = {
      "Says which allocator to take, and in which heap, when heap and pause are limited: from a"
          + " trace, whose frontier is measured, or from a folder of alloc-stats files. Also says"
          + " what each limit costs and what would change the answer.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:nothing measured keeps the limits; the nearest miss is said",
      "2:wrong usage, or bad input"
    })
final class ChooseCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  /** How the advice is printed. */
  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TRACE|STORE",
      defaultValue = CommandOutputTarget.STANDARD,
      description =
          "A trace, plain, gzip or zstd, or a folder of alloc-stats files; - or nothing means a"
              + " trace on standard input.")
  private String file;

  @Option(
      names = "--max-heap",
      paramLabel = "SIZE",
      description = "The heap may not be larger (262144, 256KiB). Default: no limit.")
  private Optional<String> maxHeap;

  @Option(
      names = "--max-pause",
      paramLabel = "SIZE|TIME",
      description = {
        "How many bytes may be moved while one request waits (65536, 64KiB), or how long it may "
            + "wait (200us, 1ms); with a time, replays of a TRACE are timed. Default: no limit."
      })
  private Optional<String> maxPause;

  @Option(
      names = "--weight",
      paramLabel = "memory=M,time=T",
      defaultValue = "memory=1,time=1",
      description = {
        "How much memory and time count: the answer has the smallest product of heap / smallest"
            + " heap to the power of M and time / shortest time to the power of T. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private String weight;

  @Mixin private TraceReadingOptions reading;

  @Mixin private ContenderSelectionOptions contenders;

  @Option(
      names = "--locks",
      paramLabel = "fine|coarse|none",
      split = ",",
      defaultValue = "fine,coarse,none",
      description = {
        "Which locks to assume on a trace of accesses, separated by commas. The first counts as "
            + "usual. Default: ${DEFAULT-VALUE}."
      })
  private List<LockSimulationSetting> locks;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many replays may run at a time. Default: as many as there are processors.")
  private Optional<Integer> jobs;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "The format of the output. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() throws IOException {
    List<ChoiceLimit> limits = limits();
    ChoiceWeights weights = ChoiceWeights.parse(weight);
    List<ChoicesByLockAssumption> advice =
        situations(limits).stream()
            .map(situation -> ChoicesByLockAssumption.of(situation, limits, weights))
            .toList();
    print(advice);
    return advice.stream().allMatch(ChoicesByLockAssumption::isMet)
        ? ExitCode.DONE
        : ExitCode.CHECK_FAILED;
  }

  private void print(List<ChoicesByLockAssumption> advice) {
    if (format == Format.JSON) {
      Main.out(spec).print(ChoicesByLockAssumption.json(advice));
    } else {
      advice.forEach(this::print);
    }
    Main.out(spec).flush();
  }

  private void print(ChoicesByLockAssumption advice) {
    Main.out(spec).println(advice.situation().trace());
    for (String sentence : advice.words()) {
      Main.out(spec).println(TextTablePrinter.wrapped(sentence, WIDTH));
    }
  }

  private List<ChoiceLimit> limits() {
    List<ChoiceLimit> limits = new ArrayList<>();
    maxHeap.ifPresent(
        text ->
            limits.add(
                new ChoiceLimit(
                    ChoiceLimit.Kind.HEAP,
                    ByteSizeParser.parse(text)
                        .orElseThrow(
                            () ->
                                new UsageException(
                                    "--max-heap '%s': expected bytes (262144, 256KiB, 1MiB)"
                                        .formatted(text))))));
    maxPause.ifPresent(text -> limits.add(ChoiceLimit.ofPause(text)));
    return limits;
  }

  private List<ChoiceCandidatesByLocks> situations(List<ChoiceLimit> limits) throws IOException {
    if (Files.isDirectory(Path.of(file))) {
      refuseWhatATraceNeeds();
      return ChoiceCandidatesFromResults.of(AllocStatsFolder.read(Path.of(file)));
    }
    try (InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), reading.isQuiet())) {
      return List.of(measured(limits, progress));
    }
  }

  private void refuseWhatATraceNeeds() {
    reading.refuseAll("results are read from a folder and nothing is replayed");
    contenders.refuse("results are read from a folder and nothing is replayed");
    for (String option : List.of("--locks", "--jobs")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(
            option
                + ": has no effect here, since results are read from a folder and nothing is"
                + " replayed; leave it out");
      }
    }
  }

  private ChoiceCandidatesByLocks measured(List<ChoiceLimit> limits, ProgressLine progress)
      throws IOException {
    TrialSetting setting = TrialSetting.DEFAULT.withLocks(locks.getFirst());
    List<JavaAllocatorContender> selected = contenders.contenders();
    return reading.readAgain(
        file,
        opening -> {
          RelocationFrontierMeasurer.Preparation preparation =
              method -> PreparedTrace.read(opening, reading.readOptions(), setting, method);
          RelocationFrontier frontier =
              new RelocationFrontierMeasurer(
                      preparation, selected, setting.budget(), jobs(), progress)
                  .run(LockAssumption.variationsOf(locks));
          FrontierPauseTimes pauses =
              limits.stream().anyMatch(limit -> limit.kind() == ChoiceLimit.Kind.PAUSE_NANOS)
                  ? FrontierPauseTimes.of(
                      frontier,
                      preparation.withLocks(setting.locks().method()),
                      setting,
                      selected,
                      ChoiceLimit.valueOf(limits, ChoiceLimit.Kind.HEAP))
                  : FrontierPauseTimes.none();
          return ChoiceCandidatesFromFrontier.of(frontier, pauses)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "%s: no contender finishes in any heap tried; try a larger heap or other contenders"
                              .formatted(frontier.trace())));
        });
  }

  private int jobs() {
    int count = jobs.orElse(Runtime.getRuntime().availableProcessors());
    if (count < 1) {
      throw new UsageException("--jobs %d: expected 1 or more".formatted(count));
    }
    return count;
  }
}
