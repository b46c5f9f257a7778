// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.CheckedNativeReplay;
import org.rmalloc.replay.CheckedReplay;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.PlannerContender;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code rmalloc check}: replays a trace and verifies after every op that each allocator keeps its
 * contract.
 */
@Command(
    name = "check",
    description = {
      "Replays a trace and checks everything after every op: payloads, placements, "
          + "locked blocks, budgets, the walk, and that requests fail and succeed as "
          + "predicted. It also checks that the same calls give the same placements again. "
          + "At the end it compacts within growing budgets and frees all blocks. The time "
          + "is in proportion to ops x heap. The exit code is 1 where an allocator breaks "
          + "its contract.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Mixin private ContenderSelectionOptions contenders;

  @Mixin private LibraryFileOptions libraries;

  @Mixin private TrialSettingOptions settings;

  @Option(
      names = "--restores",
      description =
          "Also check that, once all blocks are freed, a request as large as the largest "
              + "possible at the start succeeds again, which holds for allocators that coalesce.")
  private boolean restores;

  @Override
  public Integer call() throws IOException {
    List<Contender> selected = libraries.contenders(contenders);
    IgnoredMallocVariableNotice.notice(selected, System.getenv()).ifPresent(input::notice);
    PreparedTrace trace = input.prepared(settings.setting());
    int status = ExitCode.DONE;
    for (Contender contender : selected) {
      status = Math.max(status, check(trace, contender));
    }
    return status;
  }

  private int check(PreparedTrace trace, Contender contender) throws IOException {
    try (InterruptHandler _ = InterruptHandler.heeded();
        ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), input.isQuiet())) {
      print(contender, endOf(trace, contender, progress));
      return ExitCode.DONE;
    } catch (InvariantViolation e) {
      spec.commandLine()
          .getErr()
          .println(
              "rmalloc: %s breaks its contract: %s".formatted(contender.label(), e.getMessage()));
      return ExitCode.CHECK_FAILED;
    }
  }

  /** What ended the replay before all requests were met, in a few words. */
  private Optional<String> endOf(PreparedTrace trace, Contender contender, ProgressLine progress)
      throws IOException {
    return switch (contender) {
      case JavaAllocatorContender arena ->
          new CheckedReplay(trace, arena, settings.settingFor(trace), restores)
              .run(progress)
              .map(UnmetRequest::inWords);
      case NativeContender library ->
          new CheckedNativeReplay(trace.workload(), library).run().map(ReplayOutcome.Ended::reason);
      case PlannerContender planned ->
          throw new UsageException(
              "%s: found a planner, whose plans are always checked; expected an allocator"
                  .formatted(planned.label()));
    };
  }

  private void print(Contender contender, Optional<String> end) {
    Main.out(spec).println(contender.label() + ": no fault" + end.map(": "::concat).orElse(""));
    Main.out(spec).flush();
  }
}
