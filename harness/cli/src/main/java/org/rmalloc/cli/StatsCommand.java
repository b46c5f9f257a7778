package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rmalloc.replay.Stats;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc stats}: one trace, one allocator, one alloc-stats file. */
@Command(
    name = "stats",
    description = {"Replays a trace against one allocator and writes alloc-stats (JSON).", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private MeasuringOptions replay;

  @Option(
      names = {"-a", "--allocator"},
      required = true,
      paramLabel = "NAME",
      description = "The allocator; 'rmalloc allocators' lists them.")
  private String allocator;

  @Option(
      names = "--datapoints",
      paramLabel = "N|all",
      defaultValue = "3000",
      description = {
        "How many requests become rows, evenly spread; the first, the last, the peak and those",
        "that compacted always do. Default: ${DEFAULT-VALUE}."
      })
  private String dataPoints;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = DataOutput.STANDARD,
      description = "Default: standard output.")
  private String output;

  @Override
  public Integer call() throws IOException {
    Allocators allocators = Allocators.onClassPath();
    Map<String, Map<String, String>> options = Allocators.parseOptions(replay.allocatorOptions());
    Driver driver = allocators.driver(allocator, options.getOrDefault(allocator, Map.of()));
    Trace trace = replay.trace(input);
    Stats stats =
        new Stats(
            trace,
            driver,
            allocators,
            replay.settings().withDataPoints(DataPoints.parse(dataPoints)));
    tell(write(stats));
    return ExitCode.DONE;
  }

  private Summary write(Stats stats) throws IOException {
    try (Interruption _ = Interruption.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      return output.equals(DataOutput.STANDARD)
          ? DataOutput.write(output, stream -> stats.write(stream, progress))
          : stats.write(Path.of(output), progress);
    }
  }

  private void tell(Summary summary) {
    summary
        .stoppedAt()
        .ifPresent(
            stop -> input.tell("%s did not finish: %s".formatted(allocator, stop.inWords())));
  }
}
