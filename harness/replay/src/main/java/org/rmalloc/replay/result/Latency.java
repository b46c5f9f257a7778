package org.rmalloc.replay.result;

/**
 * How the times of one kind of operation are distributed, in nanoseconds as measured: the timer's
 * overhead is in them. Percentiles carry three significant digits.
 *
 * @param op N, F, R, L or U; {@code request} for all N, F and R, out-of-memory handling included
 * @param count operations
 */
public record Latency(
    String op, long count, long p50, long p90, long p99, long p999, long maximum) {
  /** All requests, as their client waits for them. */
  public static final String REQUEST = "request";
}
