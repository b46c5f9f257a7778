// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What only a process of its own has: of an arena all of it is empty. Bytes of pages, and
 * nanoseconds.
 *
 * @param residentPeak see {@link LibraryMemoryPageFigures}
 * @param residentAtPeakLive likewise
 * @param residentEnd likewise
 * @param residentRecordedPeak likewise
 * @param start likewise
 * @param mappedPeak likewise
 * @param reserved likewise
 * @param usableRatio usable bytes divided by live bytes, at the peak of live bytes: rounding, as
 *     the library says it
 * @param coldNanos an op in the first pass of a process, page faults included; mean over the forks
 * @param instructionsPerOp see {@link LibraryMemoryPageFigures}
 */
public record NativeProcessFigures(
    OptionalLong residentPeak,
    OptionalLong residentAtPeakLive,
    OptionalLong residentEnd,
    OptionalLong residentRecordedPeak,
    OptionalLong start,
    OptionalLong mappedPeak,
    OptionalLong reserved,
    OptionalDouble usableRatio,
    OptionalDouble coldNanos,
    OptionalDouble instructionsPerOp) {
  /** Of what has no process of its own. */
  public static final NativeProcessFigures NONE =
      new NativeProcessFigures(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  static NativeProcessFigures of(TrialResult result) {
    return result.summary().pages().map(pages -> of(pages, result)).orElse(NONE);
  }

  private static NativeProcessFigures of(LibraryMemoryPageFigures pages, TrialResult result) {
    return new NativeProcessFigures(
        OptionalLong.of(pages.residentPeak()),
        pages.residentAtPeakLive(),
        OptionalLong.of(pages.residentEnd()),
        pages.residentRecordedPeak(),
        OptionalLong.of(pages.start()),
        OptionalLong.of(pages.mappedPeak()),
        OptionalLong.of(pages.reserved()),
        usableRatio(pages.usableAtPeakLive(), result.header().peakLive()),
        result.summary().timing().map(TimingResult::coldNanosPerOp).orElse(OptionalDouble.empty()),
        pages.instructionsPerOp());
  }

  private static OptionalDouble usableRatio(OptionalLong usable, long peakLive) {
    return usable.isPresent() && peakLive > 0
        ? OptionalDouble.of((double) usable.getAsLong() / peakLive)
        : OptionalDouble.empty();
  }
}
