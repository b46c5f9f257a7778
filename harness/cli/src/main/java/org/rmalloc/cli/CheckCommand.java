package org.rmalloc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.Check;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.stats.Stop;
import org.rmalloc.trace.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc check}: one trace, everything checked after every op. */
@Command(
    name = "check",
    description = {
      "Replays a trace with everything checked after every op: payloads, placements, locked",
      "blocks, the walk, and that requests fail and succeed as foretold. It takes time in",
      "proportion to ops x heap. Exit code 1 when an allocator breaks its contract.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private ReplayOptions replay;

  @Option(
      names = {"-a", "--allocators"},
      paramLabel = "NAME",
      split = ",",
      description = "Which allocators, in this order. Default: all.")
  private List<String> names;

  @Option(
      names = "--restores",
      description = {
        "Once all is freed, requests as large as at first must be met again: true of what joins",
        "free blocks."
      })
  private boolean restores;

  @Override
  public Integer call() throws IOException {
    Allocators allocators = Allocators.onClassPath();
    Map<String, Map<String, String>> options = Allocators.parseOptions(replay.allocatorOptions());
    List<Driver> drivers =
        names == null ? allocators.drivers(options) : allocators.drivers(names, options);
    Trace trace = replay.trace(input);
    int status = ExitCode.DONE;
    for (Driver driver : drivers) {
      status = Math.max(status, check(trace, driver));
    }
    return status;
  }

  private int check(Trace trace, Driver driver) throws IOException {
    try (Interruption _ = Interruption.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      print(driver, new Check(trace, driver, replay.settings(), restores).run(progress));
      return ExitCode.DONE;
    } catch (InvariantViolation e) {
      spec.commandLine()
          .getErr()
          .println("rmalloc: %s breaks its contract: %s".formatted(driver.name(), e.getMessage()));
      return ExitCode.CHECK_FAILED;
    }
  }

  private void print(Driver driver, Optional<Stop> stop) {
    String end = stop.map(Stop::inWords).map(": "::concat).orElse("");
    Main.out(spec).println(driver.name() + ": no fault" + end);
    Main.out(spec).flush();
  }
}
