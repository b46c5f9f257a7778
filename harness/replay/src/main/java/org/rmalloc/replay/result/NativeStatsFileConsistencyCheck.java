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
          "op_index: %d after %d; the rows of an alloc-stats file ascend"
              .formatted(point.opIndex(), lastIndex));
    }
    if (point.usedBytes() > header.peakLive()) {
      return Optional.of(
          "used: %d; more than the peak, %d".formatted(point.usedBytes(), header.peakLive()));
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
          "a row is of op %d, but the replay ended at op %d"
              .formatted(lastIndex, summary.lastIndex().orElse(-1)));
    }
    return summary.pages().flatMap(this::problemOf);
  }

  private Optional<String> problemOf(LibraryMemoryPageFigures pages) {
    if (pages.residentPeak() < maximumResident && pages.inexactBecause().isEmpty()) {
      return Optional.of(
          "resident_peak: %d, but a row has %d".formatted(pages.residentPeak(), maximumResident));
    }
    return pages.mappedPeak() < maximumMapped
        ? Optional.of(
            "mapped_peak: %d, but a row has %d".formatted(pages.mappedPeak(), maximumMapped))
        : Optional.empty();
  }
}
