// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;

/** Holds the rows and the summary of a malloc library's file against each other. */
final class NativeStatsFileConsistencyCheck {
  private final AllocStatsHeader header;
  private long lastIndex = -1;
  private long maximumResident;
  private long maximumMapped;

  NativeStatsFileConsistencyCheck(AllocStatsHeader header) {
    this.header = header;
  }

  /** What is wrong with the next row, if anything. */
  Optional<String> problemOf(MallocLibraryDataPoint point) {
    if (point.opIndex() <= lastIndex) {
      return Optional.of(
          "alloc-stats field op_index: found %d after %d; expected rows that ascend"
              .formatted(point.opIndex(), lastIndex));
    }
    if (point.usedBytes() > header.peakLive()) {
      return Optional.of(
          "alloc-stats field used: found %d; expected at most peak_live, %d"
              .formatted(point.usedBytes(), header.peakLive()));
    }
    lastIndex = point.opIndex();
    maximumResident = Math.max(maximumResident, point.residentBytes());
    maximumMapped = Math.max(maximumMapped, point.mappedBytes());
    return Optional.empty();
  }

  /** What is wrong with the summary after all rows, if anything. */
  Optional<String> problemOf(ReplaySummary summary) {
    if (lastIndex > summary.lastIndex().orElse(-1)) {
      return Optional.of(
          "found an alloc-stats row of op %d; expected none after op %d, where the replay ended"
              .formatted(lastIndex, summary.lastIndex().orElse(-1)));
    }
    return summary.pages().flatMap(this::problemOf);
  }

  private Optional<String> problemOf(LibraryMemoryPageFigures pages) {
    if (pages.residentPeak() < maximumResident && pages.inexactBecause().isEmpty()) {
      return Optional.of(
          "alloc-stats field resident_peak: found %d; expected at least %d, as a row has"
              .formatted(pages.residentPeak(), maximumResident));
    }
    return pages.mappedPeak() < maximumMapped
        ? Optional.of(
            "alloc-stats field mapped_peak: found %d; expected at least %d, as a row has"
                .formatted(pages.mappedPeak(), maximumMapped))
        : Optional.empty();
  }
}
