package org.rmalloc.replay;

import java.math.BigDecimal;
import java.time.Duration;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.workload.CompactionLimit;

/**
 * How to replay. Start from {@link #DEFAULT}.
 *
 * @param heap how large the heap is
 * @param dataPoints which requests become rows of an alloc-stats file
 * @param limit how many bytes one out-of-memory handling may move
 * @param timed whether to time; otherwise all is deterministic, and files hold no times and no
 *     environment
 * @param timeBudget about how long to measure one allocator; a long trace takes longer, since a few
 *     full passes are always made
 * @param verifiesPayloads whether the space pass fills every block and looks for its contents; an
 *     allocator without addresses is then skipped
 * @param concurrency how many replays may run at a time
 */
public record ReplaySettings(
    HeapSize heap,
    DataPoints dataPoints,
    CompactionLimit limit,
    boolean timed,
    Duration timeBudget,
    boolean verifiesPayloads,
    Concurrency concurrency) {
  /** Twice the peak, 3,000 data points, no limit, timed in about half a second, one at a time. */
  public static final ReplaySettings DEFAULT =
      new ReplaySettings(
          new HeapSize.Factor(BigDecimal.TWO),
          DataPoints.DEFAULT,
          CompactionLimit.NONE,
          true,
          Duration.ofMillis(500),
          false,
          Concurrency.NONE);

  /** These settings with another heap. */
  public ReplaySettings withHeap(HeapSize other) {
    return new ReplaySettings(
        other, dataPoints, limit, timed, timeBudget, verifiesPayloads, concurrency);
  }

  /** These settings with other data points. */
  public ReplaySettings withDataPoints(DataPoints other) {
    return new ReplaySettings(heap, other, limit, timed, timeBudget, verifiesPayloads, concurrency);
  }

  /** These settings with another limit to out-of-memory handling. */
  public ReplaySettings withLimit(CompactionLimit other) {
    return new ReplaySettings(
        heap, dataPoints, other, timed, timeBudget, verifiesPayloads, concurrency);
  }

  /** These settings without times. */
  public ReplaySettings untimed() {
    return new ReplaySettings(
        heap, dataPoints, limit, false, timeBudget, verifiesPayloads, concurrency);
  }

  /** These settings with another time to measure one allocator in. */
  public ReplaySettings withTimeBudget(Duration other) {
    return new ReplaySettings(heap, dataPoints, limit, timed, other, verifiesPayloads, concurrency);
  }

  /** These settings with payloads verified. */
  public ReplaySettings verifyingPayloads() {
    return new ReplaySettings(heap, dataPoints, limit, timed, timeBudget, true, concurrency);
  }

  /** These settings with as many replays at a time. */
  public ReplaySettings withConcurrency(Concurrency other) {
    return new ReplaySettings(heap, dataPoints, limit, timed, timeBudget, verifiesPayloads, other);
  }
}
