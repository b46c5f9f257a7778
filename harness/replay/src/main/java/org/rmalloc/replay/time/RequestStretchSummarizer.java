// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rmalloc.replay.result.RequestStretchTimes;

/** Cuts the requests of a trace into stretches of equally many, and summarizes their times. */
final class RequestStretchSummarizer {
  /** As many as a small chart can show side by side. */
  static final int MAX_COUNT = 48;

  private RequestStretchSummarizer() {}

  /**
   * The stretches of a replay, which may have ended before the last of them.
   *
   * @param requestCount of the trace, met or not
   */
  static List<RequestStretchTimes> of(MedianRequestTimes times, long requestCount) {
    List<RequestStretchTimes> stretches = new ArrayList<>();
    long count = Math.min(MAX_COUNT, requestCount);
    for (long i = 0; i < count; i++) {
      long from = requestCount * i / count;
      long to = Math.min(times.count(), requestCount * (i + 1) / count);
      if (from < to) {
        stretches.add(stretch(times, from, to));
      }
    }
    return stretches;
  }

  private static RequestStretchTimes stretch(MedianRequestTimes times, long from, long to) {
    long[] nanos = new long[(int) (to - from)];
    Arrays.setAll(nanos, i -> times.opNanos(from + i) + times.oomNanos(from + i));
    Arrays.sort(nanos);
    return new RequestStretchTimes(
        from,
        to,
        quantile(nanos, 10),
        quantile(nanos, 50),
        quantile(nanos, 90),
        nanos[nanos.length - 1]);
  }

  /** The smallest time that this percentage of them does not exceed. */
  private static long quantile(long[] sorted, int percent) {
    return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
  }
}
