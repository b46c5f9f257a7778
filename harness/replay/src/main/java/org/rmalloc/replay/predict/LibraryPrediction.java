// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.util.Optional;

/**
 * One malloc library: what its replay said of the program, and the program itself. Bytes and
 * nanoseconds.
 *
 * @param label what the library is called
 * @param version as the system says
 * @param figures empty where {@code note} says why there are none
 * @param note what must be known of the figures, or why there are none; empty for nothing
 */
public record LibraryPrediction(
    String label, String version, Optional<Figures> figures, String note) {

  /**
   * Predicted and real figures.
   *
   * @param heap resident at the peak of the replay
   * @param code resident pages of files that the library brings
   * @param predictedPeak what is no heap, the heap, and the code
   * @param realPeak resident, over the runs
   * @param predictedDelay processor time more than under the reference
   * @param realDelay the same of the program, round by round
   */
  public record Figures(
      long heap,
      double code,
      double predictedPeak,
      MedianWithInterval realPeak,
      double predictedDelay,
      MedianWithInterval realDelay) {

    /** Predicted over real peak. */
    public MedianWithInterval peakRatio() {
      return realPeak.dividing(predictedPeak);
    }

    /** By how many bytes the predicted peak is higher than the median of the real ones. */
    public double peakError() {
      return predictedPeak - realPeak.median();
    }

    /** Predicted over real difference in time; empty where the real one may be none. */
    public Optional<MedianWithInterval> delayRatio() {
      return realDelay.hasZero()
          ? Optional.empty()
          : Optional.of(realDelay.dividing(predictedDelay));
    }
  }

  /** A library of which there are no figures. */
  static LibraryPrediction without(String label, String version, String why) {
    return new LibraryPrediction(label, version, Optional.empty(), why);
  }
}
