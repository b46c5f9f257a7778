// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How the times of one kind of operation are distributed, in nanoseconds as measured: the timer's
 * overhead is in them. Percentiles carry three significant digits.
 *
 * @param op N, F, R, L or U; {@code request} for all N, F and R, out-of-memory handling included
 * @param count operations
 */
public record LatencyDistribution(
    String op, long count, long p50, long p90, long p99, long p999, long maximum) {
  /** All requests, as their client waits for them. */
  public static final String REQUEST = "request";

  /** Of several distributions of one kind of operation the median of each figure. */
  static LatencyDistribution median(List<LatencyDistribution> same) {
    return new LatencyDistribution(
        same.getFirst().op,
        same.getFirst().count,
        median(same, LatencyDistribution::p50),
        median(same, LatencyDistribution::p90),
        median(same, LatencyDistribution::p99),
        median(same, LatencyDistribution::p999),
        median(same, LatencyDistribution::maximum));
  }

  /** The median of a figure of several measurements, of an even number the lower of the two. */
  static <T> long median(List<T> same, ToLongFunction<T> figure) {
    long[] sorted = same.stream().mapToLong(figure).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }
}
