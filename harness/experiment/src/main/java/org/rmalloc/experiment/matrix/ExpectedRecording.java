// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.util.Optional;

/**
 * What a recording must be; what is empty may be anything.
 *
 * @param sha256 of its uncompressed bytes. They hold the time of day: this is for one recording
 *     that is copied, not for one that is made again
 * @param requests new, freed and resized blocks
 * @param peakLiveBytes the peak of live bytes
 */
public record ExpectedRecording(
    Optional<String> sha256, Optional<Long> requests, Optional<Long> peakLiveBytes) {

  /** What may be anything. */
  public static final ExpectedRecording ANY =
      new ExpectedRecording(Optional.empty(), Optional.empty(), Optional.empty());
}
