// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rmalloc.replay.ListenedReplay;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.animation.AnimationWriter;
import org.rmalloc.report.animation.PlacementHistory;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the heap op by op: {@code rmalloc animate TRACE -a NAME -o FILE}. */
@Command(
    name = "animate",
    description = {
      "Shows the heap's map at every op: as a page that plays, a GIF, or a picture " + "of one op.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AnimateCommand implements Callable<Integer> {
  private static final int MAX_OPS = 400_000;

  @Mixin private TraceInputOptions input;

  @Mixin private ContenderSelectionOptions contenders;

  @Mixin private TrialSettingOptions settings;

  @Option(
      names = "--at",
      paramLabel = "OP",
      description =
          "The op that a picture shows. Locks and unlocks count as ops. Default: the last op.")
  private Integer at;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.html|.gif|.png",
      required = true,
      description = "The file to write. Its ending decides the kind.")
  private String output;

  @Override
  public Integer call() throws IOException {
    String ending = ending();
    TrialSetting setting = settings.setting();
    List<JavaAllocatorContender> selected = contenders.contenders();
    PreparedTrace trace = input.prepared(setting);
    List<PlacementHistory> recordings = recordings(trace, selected, setting);
    return CommandOutputTarget.write(output, out -> write(ending, trace.name(), recordings, out));
  }

  private List<PlacementHistory> recordings(
      PreparedTrace trace, List<JavaAllocatorContender> selected, TrialSetting setting) {
    List<PlacementHistory> recordings = new ArrayList<>();
    for (JavaAllocatorContender contender : selected) {
      PlacementHistory recording =
          PlacementHistory.of(new ListenedReplay(trace, contender, setting, MAX_OPS));
      if (!recording.finished()) {
        input.notice(
            "%s did not finish: the last op shown is the request that failed"
                .formatted(contender.label()));
      }
      recordings.add(recording);
    }
    return recordings;
  }

  private String ending() {
    String name = output.toLowerCase(Locale.ROOT);
    return Stream.of(".html", ".gif", ".png")
        .filter(name::endsWith)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    output + ": expected a name that ends with .html, .gif or .png"));
  }

  private int write(String ending, String app, List<PlacementHistory> recordings, OutputStream out)
      throws IOException {
    switch (ending) {
      case ".gif" -> AnimationWriter.gif(recordings, out);
      case ".png" -> AnimationWriter.png(recordings, step(recordings), out);
      default -> out.write(AnimationWriter.html(app, recordings).getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }

  private int step(List<PlacementHistory> recordings) {
    int last = AnimationWriter.lastStep(recordings);
    if (at == null) {
      return last;
    }
    if (at < 0 || at > last) {
      throw new UsageException("--at: found %d; expected 0 to %d".formatted(at, last));
    }
    return at;
  }
}
