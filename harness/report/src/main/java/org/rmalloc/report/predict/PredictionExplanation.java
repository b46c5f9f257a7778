// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.predict;

import java.util.Locale;
import org.rmalloc.replay.predict.Prediction;

/** What must be known of a prediction's figures, in sentences. */
final class PredictionExplanation {
  private static final double MIB = 1 << 20;

  private PredictionExplanation() {}

  /** How the predicted peaks come about. */
  static String ofMemory(Prediction prediction) {
    String written =
        prediction.accesses() ? "as the program writes to its blocks" : "every page written";
    return String.format(
            Locale.ROOT,
            "predicted: the residue of %.2f MiB, the heap and the code. residue: what is not the"
                + " heap: the real peak under %s less its heap. heap: resident pages of the replay"
                + " of %s, %s. code: of the library, and of those that it needs and the program has"
                + " not.",
            prediction.residue() / MIB,
            prediction.reference().label(),
            prediction.recording(),
            written)
        + " real: the median, and from minimum to maximum. off by: predicted less the median of"
        + " real. ratio: predicted / real.";
  }

  /** How the predicted times come about. */
  static String ofTime(Prediction prediction) {
    return String.format(
        Locale.ROOT,
        "predicted: the difference over %,d ops in the first pass of a process, plus that of %s."
            + " real: the median of the differences between two runs of a round, and its 95 %%"
            + " interval (with fewer than 6 runs: minimum and maximum). -: the real difference may"
            + " be zero.",
        prediction.ops(),
        prediction.images() == 1
            ? "the start of 1 program"
            : "the starts of %d programs".formatted(prediction.images()));
  }
}
