package org.rmalloc.replay;

import java.math.BigDecimal;
import java.time.Duration;
import org.rmalloc.replay.driver.UsageException;
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
 * @param jobs how many replays may run at a time, 1 or more; timed ones run alone
 */
public record ReplaySettings(
    HeapSize heap,
    DataPoints dataPoints,
    CompactionLimit limit,
    boolean timed,
    Duration timeBudget,
    boolean verifiesPayloads,
    int jobs) {
  /** Twice the peak, 3,000 data points, no limit, timed in about half a second, one job. */
  public static final ReplaySettings DEFAULT =
      new ReplaySettings(
          new HeapSize.Factor(BigDecimal.TWO),
          DataPoints.DEFAULT,
          CompactionLimit.NONE,
          true,
          Duration.ofMillis(500),
          false,
          1);

  /** Checks the number of jobs. */
  public ReplaySettings {
    if (jobs < 1) {
      throw new UsageException("jobs: %d; expected 1 or more".formatted(jobs));
    }
  }

  /** These settings with another heap. */
  public ReplaySettings withHeap(HeapSize other) {
    return new ReplaySettings(other, dataPoints, limit, timed, timeBudget, verifiesPayloads, jobs);
  }

  /** These settings with other data points. */
  public ReplaySettings withDataPoints(DataPoints other) {
    return new ReplaySettings(heap, other, limit, timed, timeBudget, verifiesPayloads, jobs);
  }

  /** These settings with another limit to out-of-memory handling. */
  public ReplaySettings withLimit(CompactionLimit other) {
    return new ReplaySettings(heap, dataPoints, other, timed, timeBudget, verifiesPayloads, jobs);
  }

  /** These settings without times. */
  public ReplaySettings untimed() {
    return new ReplaySettings(heap, dataPoints, limit, false, timeBudget, verifiesPayloads, jobs);
  }

  /** These settings with another time to measure one allocator in. */
  public ReplaySettings withTimeBudget(Duration other) {
    return new ReplaySettings(heap, dataPoints, limit, timed, other, verifiesPayloads, jobs);
  }

  /** These settings with payloads verified. */
  public ReplaySettings verifyingPayloads() {
    return new ReplaySettings(heap, dataPoints, limit, timed, timeBudget, true, jobs);
  }

  /** These settings with so many replays at a time. */
  public ReplaySettings withJobs(int other) {
    return new ReplaySettings(heap, dataPoints, limit, timed, timeBudget, verifiesPayloads, other);
  }
}
