package org.rmalloc.replay.stats;

import java.util.Optional;

/** Holds the rows and the summary of a file against each other and against its header. */
final class Consistency {
  private final Header header;
  private long rows;
  private long lastIndex = -1;
  private long mostUsed;
  private long mostFootprint;
  private long mostOverhead;
  private long mostInternal;
  private long leastFree = Long.MAX_VALUE;
  private long leastMaxmem = Long.MAX_VALUE;

  Consistency(Header header) {
    this.header = header;
  }

  /** What is wrong with the next row, if anything. */
  Optional<String> problemOf(DataPoint point) {
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
  Optional<String> problemOf(Summary summary) {
    Peaks peaks = summary.peaks();
    return firstOf(
        unless(
            lastIndex == summary.lastIndex(),
            "the last row is of op %d; expected op %d",
            lastIndex,
            summary.lastIndex()),
        unless(
            summary.lastIndex() < summary.requests(),
            "stopped at op %d; there are %d requests",
            summary.lastIndex(),
            summary.requests()),
        unless(
            summary.finished()
                ? peaks.usedBytes() == header.peakLive()
                : peaks.usedBytes() <= header.peakLive(),
            "peaks: used %d, but the peak is %d",
            peaks.usedBytes(),
            header.peakLive()),
        noLess("used", peaks.usedBytes(), mostUsed),
        noLess("footprint", peaks.footprintBytes(), mostFootprint),
        noLess("overhead", peaks.overheadBytes(), mostOverhead),
        noLess("internal", peaks.internalBytes(), mostInternal),
        unless(
            rows == 0 || summary.least().largestFree() == leastFree,
            "least: largest_free %d, but the rows' least is %d",
            summary.least().largestFree(),
            leastFree),
        unless(
            rows == 0 || summary.least().maxmem() == leastMaxmem,
            "least: maxmem %d, but the rows' least is %d",
            summary.least().maxmem(),
            leastMaxmem));
  }

  private void note(DataPoint point) {
    rows++;
    lastIndex = point.opIndex();
    mostUsed = Math.max(mostUsed, point.usedBytes());
    mostFootprint = Math.max(mostFootprint, point.footprintBytes());
    mostOverhead = Math.max(mostOverhead, point.overheadBytes());
    mostInternal = Math.max(mostInternal, point.internalBytes());
    leastFree = Math.min(leastFree, point.largestFree());
    leastMaxmem = Math.min(leastMaxmem, point.maxmem());
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
