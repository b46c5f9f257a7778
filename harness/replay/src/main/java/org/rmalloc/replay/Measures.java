package org.rmalloc.replay;

import java.time.Duration;
import org.rmalloc.replay.space.DataPoints;

/**
 * What is measured of a trial; no part of the trial. Start from {@link #DEFAULT}.
 *
 * @param dataPoints which requests become rows of an alloc-stats file
 * @param smallestHeap whether the smallest heap is searched
 * @param timed whether to time; otherwise all is deterministic, and files hold no times and no
 *     environment
 * @param timeBudget about how long to measure one contender; a long trace takes longer, since a few
 *     full passes are always made
 * @param verifiesPayloads whether the space pass fills every block and looks for its contents;
 *     contenders without addresses are then not tried
 * @param concurrency how many replays may run at a time
 */
public record Measures(
    DataPoints dataPoints,
    boolean smallestHeap,
    boolean timed,
    Duration timeBudget,
    boolean verifiesPayloads,
    Concurrency concurrency) {
  /** 3,000 data points, the smallest heap, about half a second of timing, one at a time. */
  public static final Measures DEFAULT =
      new Measures(DataPoints.DEFAULT, true, true, Duration.ofMillis(500), false, Concurrency.NONE);

  /** These measures with other data points. */
  public Measures withDataPoints(DataPoints other) {
    return new Measures(other, smallestHeap, timed, timeBudget, verifiesPayloads, concurrency);
  }

  /** These measures without the search for the smallest heap. */
  public Measures withoutSmallestHeap() {
    return new Measures(dataPoints, false, timed, timeBudget, verifiesPayloads, concurrency);
  }

  /** These measures without times. */
  public Measures untimed() {
    return new Measures(dataPoints, smallestHeap, false, timeBudget, verifiesPayloads, concurrency);
  }

  /** These measures with another time to measure one contender in. */
  public Measures withTimeBudget(Duration other) {
    return new Measures(dataPoints, smallestHeap, timed, other, verifiesPayloads, concurrency);
  }

  /** These measures with payloads verified. */
  public Measures verifyingPayloads() {
    return new Measures(dataPoints, smallestHeap, timed, timeBudget, true, concurrency);
  }

  /** These measures with as many replays at a time. */
  public Measures withConcurrency(Concurrency other) {
    return new Measures(dataPoints, smallestHeap, timed, timeBudget, verifiesPayloads, other);
  }
}
