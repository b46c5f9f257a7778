// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.rmalloc.experiment.gate.TwoBuildPictureData;
import org.rmalloc.experiment.gate.output.GateWords;
import org.rmalloc.replay.ListenedReplay;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.report.animation.AnimationWriter;
import org.rmalloc.report.animation.NotableOp;
import org.rmalloc.report.animation.PlacementHistory;
import org.rmalloc.trace.file.OutputFile;

/** The page of {@code gate --explain}: the heaps of two builds side by side. */
final class TwoBuildAnimationPage {
  private static final int MAX_OPS = 400_000;

  private TwoBuildAnimationPage() {}

  static void write(TwoBuildPictureData explanation, Path target) throws IOException {
    List<PlacementHistory> recordings =
        List.of(
            recording(explanation, explanation.before(), "old build"),
            recording(explanation, explanation.after(), "new build"));
    List<NotableOp> marks =
        explanation.sights().stream()
            .map(sight -> new NotableOp(sight.op() + 1, words(sight)))
            .toList();
    try (OutputFile file = OutputFile.create(target)) {
      String page = AnimationWriter.html(explanation.trial(), recordings, marks);
      file.stream().write(page.getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
  }

  private static String words(TwoBuildPictureData.Sight sight) {
    String figure = sight.place().key();
    return (figure.isEmpty() ? "" : figure + ": ") + GateWords.place(sight.place());
  }

  private static PlacementHistory recording(
      TwoBuildPictureData explanation, JavaAllocatorContender contender, String label) {
    JavaAllocatorContender labelled =
        new JavaAllocatorContender(label, contender.provider(), contender.options());
    return PlacementHistory.of(
        new ListenedReplay(explanation.trace(), labelled, explanation.setting(), MAX_OPS));
  }
}
