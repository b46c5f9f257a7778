// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.replay.AllocStatsWriterFactory;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc stats}: one trial, one alloc-stats file. */
@Command(
    name = "stats",
    description = {"Replays a trace against one allocator and writes alloc-stats (JSON).", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private ContenderSelectionOptions contenders;

  @Mixin private LibraryMeasurementOptions libraries;

  @Mixin private TrialSettingOptions settings;

  @Mixin private MeasureOptions measures;

  @Option(
      names = "--datapoints",
      paramLabel = "N|all",
      description =
          "How many requests get a row in the file, evenly spread; the first, the last, the peak "
              + "and those that compacted always do. Default: 3000; of a malloc library 300, "
              + "the last among them.")
  private Optional<String> dataPoints;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description = "The file to write. Default: standard output.")
  private String output;

  @Override
  public Integer call() throws IOException {
    CommandOutputTarget.checkName(output, "json");
    List<Contender> selected = libraries.contenders(contenders);
    if (selected.size() != 1) {
      throw new UsageException(
          "-a: found %d contenders, expected one; 'run' takes several".formatted(selected.size()));
    }
    if (selected.getFirst() instanceof JavaAllocatorContender arena && arena.isNoop()) {
      throw new UsageException(
          "noop places nothing, so that its heap has no figures; name an allocator");
    }
    IgnoredMallocVariableNotice.notice(selected, System.getenv()).ifPresent(input::notice);
    TrialSetting setting = settings.setting();
    MeasurementSettings plain = libraries.with(measures.measures());
    MeasurementSettings taken =
        dataPoints.map(DataPointSampling::parse).map(plain::withDataPoints).orElse(plain);
    PreparedTrace trace =
        input.readAgain(file -> libraries.prepared(file, input.readOptions(), setting, selected));
    TrialResult result = measure(trace, settings.settingFor(trace), taken, selected);
    if (!result.summary().finished()) {
      input.notice(
          "%s did not finish: %s"
              .formatted(result.header().label(), result.summary().outcome().reason()));
    }
    return ExitCode.DONE;
  }

  private TrialResult measure(
      PreparedTrace trace,
      TrialSetting setting,
      MeasurementSettings taken,
      List<Contender> selected)
      throws IOException {
    try (InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      if (!output.equals(CommandOutputTarget.STANDARD)) {
        Target file = header -> AllocStatsWriter.create(Path.of(output), header);
        return new TrialRunner(trace, setting, taken, file).run(selected, progress).getFirst();
      }
      return CommandOutputTarget.write(
          output,
          stream -> {
            Target target = header -> AllocStatsWriter.to(stream, header);
            return new TrialRunner(trace, setting, taken, target)
                .run(selected, progress)
                .getFirst();
          });
    }
  }

  /** Where one result goes; a file without a replay is not worth writing. */
  @FunctionalInterface
  private interface Target extends AllocStatsWriterFactory {
    @Override
    default void writeWithoutReplay(AllocStatsHeader header, ReplaySummary summary) {
      throw new UsageException(header.label() + ": " + summary.outcome().reason());
    }
  }
}
