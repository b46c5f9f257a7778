package org.rmalloc.replay;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.rmalloc.replay.stats.Stop;

/**
 * One allocator's line in the table of a run. Bytes and nanoseconds; what there is nothing to say
 * about is empty. The timer's overhead is taken off every time.
 *
 * @param name the allocator's
 * @param heapSize in which it was replayed
 * @param stop where and of what it stopped; empty when it finished
 * @param minHeap the smallest heap from which every larger one tried finishes
 * @param minHeapLucky the smallest heap tried that finishes
 * @param footprint the peak
 * @param overhead at the op of that peak
 * @param maxmemLeast the least, over the data points, of the largest request that compaction would
 *     satisfy; −1 when at one not even 0
 * @param compactions how often out-of-memory handling moved blocks
 * @param bytesMoved by it
 * @param longestPauseNanos the longest out-of-memory handling; empty without compactions
 * @param costPerOp loads and stores of 4 bytes a request, out-of-memory handling apart
 * @param p50Nanos of a request, out-of-memory handling included; empty below the timer's resolution
 * @param p99Nanos likewise
 * @param maxNanos likewise
 * @param throughputNanos an op, L and U included; the clock is read twice a pass
 */
public record RunRow(
    String name,
    long heapSize,
    Optional<Stop> stop,
    OptionalLong minHeap,
    OptionalLong minHeapLucky,
    OptionalLong footprint,
    OptionalLong overhead,
    OptionalLong maxmemLeast,
    OptionalLong compactions,
    OptionalLong bytesMoved,
    OptionalLong longestPauseNanos,
    OptionalDouble costPerOp,
    OptionalLong p50Nanos,
    OptionalLong p99Nanos,
    OptionalLong maxNanos,
    OptionalDouble throughputNanos) {

  /** Whether every request was met. */
  public boolean finished() {
    return stop.isEmpty();
  }
}
