// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.Arrays;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * The times of requests: each the median over processes of the medians over their passes, in
 * nanoseconds as measured, the timer's overhead included. Immutable.
 */
public final class MedianRequestTimes {
  private final int[] opNanos; // by request, up to the one that could not be met
  private final int[] oomRequests; // at which out-of-memory handling was called, ascending
  private final long[] oomNanos; // by call

  MedianRequestTimes(int[] opNanos, int[] oomRequests, long[] oomNanos) {
    this.opNanos = opNanos;
    this.oomRequests = oomRequests;
    this.oomNanos = oomNanos;
  }

  /** Of the requests among a workload's ops. */
  static MedianRequestTimes of(Workload workload, OpTimes times) {
    int[] requestNanos = new int[times.opNanos().length];
    int[] oomRequests = new int[times.oomOps().length];
    int requests = 0;
    int calls = 0;
    for (int op = 0; op < times.opNanos().length; op++) {
      if (calls < oomRequests.length && times.oomOps()[calls] == op) {
        oomRequests[calls++] = requests;
      }
      if (workload.kinds()[op] <= OpKind.Code.RESIZE) {
        requestNanos[requests++] = times.opNanos()[op];
      }
    }
    return new MedianRequestTimes(
        Arrays.copyOf(requestNanos, requests), oomRequests, times.oomNanos());
  }

  /** How many requests were met, and the one that was not. */
  long count() {
    return opNanos.length;
  }

  /** The time of a request without out-of-memory handling; at most 2³¹ − 1. */
  public long opNanos(long request) {
    return opNanos[(int) request];
  }

  /** The time of a request's out-of-memory handling; 0 without. O(log calls). */
  public long oomNanos(long request) {
    int call = Arrays.binarySearch(oomRequests, (int) request);
    return call < 0 ? 0 : oomNanos[call];
  }

  /** The longest out-of-memory handling; 0 if there was none. */
  public long longestPauseNanos() {
    return Arrays.stream(oomNanos).max().orElse(0);
  }
}
