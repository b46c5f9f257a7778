// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;

/** Holds the rows and the summary of a file against each other and against its header. */
final class StatsFileConsistencyCheck {
  private final AllocStatsHeader header;
  private long rows;
  private long lastIndex = -1;
  private long maximumUsed;
  private long maximumFootprint;
  private long maximumOverhead;
  private long maximumInternal;
  private long minimumLargestFree = Long.MAX_VALUE;
  private long minimumMaxmem = Long.MAX_VALUE;

  StatsFileConsistencyCheck(AllocStatsHeader header) {
    this.header = header;
  }

  /** What is wrong with the next row, if anything. */
  Optional<String> problemOf(AllocStatsDataPoint point) {
    long sum = point.usedBytes() + point.freeBytes() + point.overheadBytes();
    Optional<String> problem =
        firstOf(
            unless(
                rows == 0 ? point.opIndex() == 0 : point.opIndex() > lastIndex,
                "op_index: %d after %d; rows start at 0 and ascend",
                point.opIndex(),
                lastIndex),
            unless(
                sum == header.heapSize(),
                "used + free + overhead: %d; expected the heap size, %d",
                sum,
                header.heapSize()),
            unless(
                point.usedBytes() <= header.peakLive(),
                "used: %d; more than the peak, %d",
                point.usedBytes(),
                header.peakLive()),
            unless(
                point.footprintBytes() <= header.heapSize(),
                "footprint: %d; more than the heap, %d",
                point.footprintBytes(),
                header.heapSize()),
            unless(
                point.internalBytes() <= point.overheadBytes(),
                "internal: %d; more than the overhead, %d",
                point.internalBytes(),
                point.overheadBytes()),
            unless(
                point.largestFree() <= point.maxmem(),
                "largest_free: %d; more than maxmem, %d",
                point.largestFree(),
                point.maxmem()));
    note(point);
    return problem;
  }

  /** What is wrong with the summary after all rows, if anything. */
  Optional<String> problemOf(ReplaySummary summary) {
    long expectedLast = summary.lastIndex().orElse(-1);
    Optional<String> problem =
        firstOf(
            unless(
                lastIndex == expectedLast,
                "the last row is of op %d; expected op %d",
                lastIndex,
                expectedLast),
            unless(
                expectedLast < summary.requests(),
                "stopped at op %d, but there are only %d requests",
                expectedLast,
                summary.requests()));
    return problem.or(() -> summary.space().flatMap(space -> problemOf(space, summary.finished())));
  }

  private Optional<String> problemOf(SpaceFigures space, boolean finished) {
    ReplayPeaks peaks = space.peaks();
    return firstOf(
        unless(
            finished
                ? peaks.usedBytes() == header.peakLive()
                : peaks.usedBytes() <= header.peakLive(),
            "peaks: used %d, but peak_live is %d",
            peaks.usedBytes(),
            header.peakLive()),
        noLess("used", peaks.usedBytes(), maximumUsed),
        noLess("footprint", peaks.footprintBytes(), maximumFootprint),
        noLess("overhead", peaks.overheadBytes(), maximumOverhead),
        noLess("internal", peaks.internalBytes(), maximumInternal),
        unless(
            rows == 0 || space.minima().largestFree() == minimumLargestFree,
            "largest_free_minimum: %d, but the rows' minimum is %d",
            space.minima().largestFree(),
            minimumLargestFree),
        unless(
            rows == 0 || space.minima().maxmem() == minimumMaxmem,
            "maxmem_minimum: %d, but the rows' minimum is %d",
            space.minima().maxmem(),
            minimumMaxmem));
  }

  private void note(AllocStatsDataPoint point) {
    rows++;
    lastIndex = point.opIndex();
    maximumUsed = Math.max(maximumUsed, point.usedBytes());
    maximumFootprint = Math.max(maximumFootprint, point.footprintBytes());
    maximumOverhead = Math.max(maximumOverhead, point.overheadBytes());
    maximumInternal = Math.max(maximumInternal, point.internalBytes());
    minimumLargestFree = Math.min(minimumLargestFree, point.largestFree());
    minimumMaxmem = Math.min(minimumMaxmem, point.maxmem());
  }

  private static Optional<String> noLess(String name, long peak, long row) {
    return unless(peak >= row, "peaks: " + name + " %d, but a row has %d", peak, row);
  }

  private static Optional<String> unless(boolean holds, String problem, long found, long other) {
    return holds ? Optional.empty() : Optional.of(problem.formatted(found, other));
  }

  @SafeVarargs
  private static Optional<String> firstOf(Optional<String>... problems) {
    for (Optional<String> problem : problems) {
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
