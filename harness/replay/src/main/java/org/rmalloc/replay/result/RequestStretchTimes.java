// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;

/**
 * How the times of all requests of one stretch of a replay are distributed, in nanoseconds as
 * measured: the timer's overhead and out-of-memory handling are in them.
 *
 * @param from index of its first request, from 0
 * @param to and of the one after its last
 */
public record RequestStretchTimes(long from, long to, long p10, long p50, long p90, long maximum) {

  /** Of one stretch measured several times the median of each figure, the lower of two. */
  static RequestStretchTimes median(List<RequestStretchTimes> same) {
    return new RequestStretchTimes(
        same.getFirst().from,
        same.getFirst().to,
        LatencyDistribution.median(same, RequestStretchTimes::p10),
        LatencyDistribution.median(same, RequestStretchTimes::p50),
        LatencyDistribution.median(same, RequestStretchTimes::p90),
        LatencyDistribution.median(same, RequestStretchTimes::maximum));
  }

  /** The same without a share of each time, of which nothing goes below 0. */
  public RequestStretchTimes less(long nanos) {
    return new RequestStretchTimes(
        from,
        to,
        Math.max(0, p10 - nanos),
        Math.max(0, p50 - nanos),
        Math.max(0, p90 - nanos),
        Math.max(0, maximum - nanos));
  }
}
