package org.rmalloc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.Check;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.result.Stop;
import org.rmalloc.replay.workload.PreparedTrace;
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
      "blocks, budgets, the walk, that requests fail and succeed as predicted, and that the same",
      "calls come to the same again. At the end it compacts within growing budgets and frees all.",
      "It takes time in proportion to ops x heap. Exit code 1 when an allocator breaks its"
          + " contract.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private ContenderOptions contenders;

  @Mixin private SettingOptions settings;

  @Option(
      names = "--restores",
      description = {
        "Once all is freed, requests as large as at first must be met again: true of what",
        "coalesces free blocks."
      })
  private boolean restores;

  @Override
  public Integer call() throws IOException {
    List<ArenaContender> selected = contenders.contenders();
    PreparedTrace trace = input.prepared(settings.setting());
    int status = ExitCode.DONE;
    for (ArenaContender contender : selected) {
      status = Math.max(status, check(trace, contender));
    }
    return status;
  }

  private int check(PreparedTrace trace, ArenaContender contender) throws IOException {
    try (Interruption _ = Interruption.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      print(contender, new Check(trace, contender, settings.setting(), restores).run(progress));
      return ExitCode.DONE;
    } catch (InvariantViolation e) {
      spec.commandLine()
          .getErr()
          .println(
              "rmalloc: %s breaks its contract: %s".formatted(contender.label(), e.getMessage()));
      return ExitCode.CHECK_FAILED;
    }
  }

  private void print(ArenaContender contender, Optional<Stop> stop) {
    String end = stop.map(Stop::inWords).map(": "::concat).orElse("");
    Main.out(spec).println(contender.label() + ": no fault" + end);
    Main.out(spec).flush();
  }
}
