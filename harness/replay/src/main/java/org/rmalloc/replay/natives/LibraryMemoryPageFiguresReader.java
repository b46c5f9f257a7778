// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;

/** The pages that a result of the mode {@code space} reports. */
final class LibraryMemoryPageFiguresReader {
  private LibraryMemoryPageFiguresReader() {}

  /** Empty when the replay did not end in an orderly way. */
  static Optional<LibraryMemoryPageFigures> of(NativeReplayResult result) {
    if (result.status() != NativeReplayStatus.FINISHED
        && result.status() != NativeReplayStatus.NULL) {
      return Optional.empty();
    }
    return Optional.of(
        new LibraryMemoryPageFigures(
            result.number("start").orElseThrow(),
            result.number("resident_peak").orElseThrow(),
            result.number("resident_at_peak_live"),
            result.number("resident_end").orElseThrow(),
            OptionalLong.empty(),
            result.number("mapped_peak").orElseThrow(),
            result.number("reserved_end").orElseThrow(),
            result.number("usable_at_peak_live"),
            result.text("resident_why"),
            result.text("addresses").orElseThrow().equals("fixed"),
            OptionalLong.empty(),
            false,
            OptionalDouble.empty()));
  }
}
