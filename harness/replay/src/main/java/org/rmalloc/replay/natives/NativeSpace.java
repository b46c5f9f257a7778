package org.rmalloc.replay.natives;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pages that a malloc library holds, in bytes: of the process, less those of the same process
 * without the library.
 *
 * @param opsMet all ops of a finished replay, else the index of the one that was not met
 * @param start resident before the first op
 * @param residentPeak the maximum of resident bytes
 * @param residentAtPeakLive empty when the replay stopped before
 * @param residentEnd after the last op met
 * @param mappedPeak the maximum of writable address space
 * @param reserved address space that may not be written to, at the end
 * @param usableAtPeakLive the sum of {@code malloc_usable_size} when live bytes are at their peak;
 *     empty when the library has none, or the replay stopped before
 * @param inexactBecause why the peak may be too low; empty when it is exact
 * @param fixedAddresses whether addresses were the same as in every other run
 */
public record NativeSpace(
    long opsMet,
    long start,
    long residentPeak,
    OptionalLong residentAtPeakLive,
    long residentEnd,
    long mappedPeak,
    long reserved,
    OptionalLong usableAtPeakLive,
    Optional<String> inexactBecause,
    boolean fixedAddresses) {

  /** The figures of a result; empty when the replay did not end in an orderly way. */
  static Optional<NativeSpace> of(NativeResult result) {
    if (result.status() != NativeStatus.FINISHED && result.status() != NativeStatus.NULL) {
      return Optional.empty();
    }
    return Optional.of(
        new NativeSpace(
            result.number("ops_met").orElseThrow(),
            result.number("start").orElseThrow(),
            result.number("resident_peak").orElseThrow(),
            result.number("resident_at_peak_live"),
            result.number("resident_end").orElseThrow(),
            result.number("mapped_peak").orElseThrow(),
            result.number("reserved_end").orElseThrow(),
            result.number("usable_at_peak_live"),
            result.text("resident_why"),
            result.text("addresses").orElseThrow().equals("fixed")));
  }
}
