package org.rmalloc.replay.stats;

import java.util.Optional;

/**
 * A whole replay in figures.
 *
 * @param requests N, F and R in the trace
 * @param locks lock and unlock calls in the trace
 * @param stoppedAt absent when the replay finished
 * @param checksum of handles and addresses: 16 hexadecimal digits, equal in both passes
 * @param timing absent in an untimed file
 */
public record Summary(
    long requests,
    long locks,
    Optional<Stop> stoppedAt,
    Peaks peaks,
    Least least,
    CostTotals cost,
    CompactionTotals compactions,
    Fragmentation fragmentation,
    String checksum,
    Optional<Timing> timing) {

  /** Whether every request was met. */
  public boolean finished() {
    return stoppedAt.isEmpty();
  }

  /** Requests that were met. */
  public long requestsMet() {
    return stoppedAt.isPresent() ? stoppedAt.get().opIndex() : requests;
  }

  /** The op index of the last row: of the last request, or of the one that could not be met. */
  public long lastIndex() {
    return stoppedAt.isPresent() ? stoppedAt.get().opIndex() : requests - 1;
  }
}
