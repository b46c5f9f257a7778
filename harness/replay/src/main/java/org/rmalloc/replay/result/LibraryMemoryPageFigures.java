// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The pages that a malloc library holds, in bytes: of the process, less those of the same process
 * without the library. What the library takes at its start is in them.
 *
 * @param start resident before the first op
 * @param residentPeak the maximum of resident bytes
 * @param residentAtPeakLive empty when the replay stopped before
 * @param residentEnd after the last op met
 * @param residentRecordedPeak the maximum of resident bytes where only what the recorded program
 *     wrote to is written to; empty where the trace does not say, or it was not asked for
 * @param mappedPeak the maximum of writable address space
 * @param reserved address space that may not be written to, at the end
 * @param usableAtPeakLive the sum of {@code malloc_usable_size} when live bytes are at their peak;
 *     empty when the library has none, or the replay stopped before
 * @param inexactBecause why the peak may be too low; empty when it is exact
 * @param fixedAddresses whether addresses were the same as in every other run
 * @param residentSpread the maximum less the minimum of the peaks of several runs; empty where two
 *     runs in other layouts of address space were equal in all that is here
 * @param randomised whether two runs in one layout differed
 * @param instructionsPerOp a request, those of the same loop without a library taken off; empty
 *     where they were not counted
 */
public record LibraryMemoryPageFigures(
    long start,
    long residentPeak,
    OptionalLong residentAtPeakLive,
    long residentEnd,
    OptionalLong residentRecordedPeak,
    long mappedPeak,
    long reserved,
    OptionalLong usableAtPeakLive,
    Optional<String> inexactBecause,
    boolean fixedAddresses,
    OptionalLong residentSpread,
    boolean randomised,
    OptionalDouble instructionsPerOp) {

  /** These figures with instructions. */
  public LibraryMemoryPageFigures withInstructionsPerOp(double instructions) {
    return with(residentRecordedPeak, residentSpread, randomised, OptionalDouble.of(instructions));
  }

  /** These figures with the peak where only what the program wrote to is written to. */
  public LibraryMemoryPageFigures withResidentRecordedPeak(long bytes) {
    return with(OptionalLong.of(bytes), residentSpread, randomised, instructionsPerOp);
  }

  /** These figures, one of several that differ. */
  public LibraryMemoryPageFigures withResidentSpread(long bytes, boolean byChance) {
    return with(residentRecordedPeak, OptionalLong.of(bytes), byChance, instructionsPerOp);
  }

  private LibraryMemoryPageFigures with(
      OptionalLong recordedPeak,
      OptionalLong spread,
      boolean byChance,
      OptionalDouble instructions) {
    return new LibraryMemoryPageFigures(
        start,
        residentPeak,
        residentAtPeakLive,
        residentEnd,
        recordedPeak,
        mappedPeak,
        reserved,
        usableAtPeakLive,
        inexactBecause,
        fixedAddresses,
        spread,
        byChance,
        instructions);
  }
}
