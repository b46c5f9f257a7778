// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.List;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Times of requests that processes of a malloc library measured; locks and unlocks are not timed
 * there, for a program that holds pointers has none.
 */
public final class LibraryRequestTimesSummarizer {
  private LibraryRequestTimesSummarizer() {}

  /** The distribution of the times of all requests in one process. */
  public static LatencyDistribution request(Workload workload, int[] requestNanos) {
    return LatencyRecorder.of(workload, opTimes(workload, requestNanos)).getLast();
  }

  /**
   * What all processes measured together.
   *
   * @param forks by position, one or more
   * @param requestNanos of each fork, by request
   */
  public static ContenderTimes together(
      Workload workload, List<ForkTimeSummary> forks, List<int[]> requestNanos) {
    OpTimes medians =
        OpTimes.median(requestNanos.stream().map(times -> opTimes(workload, times)).toList());
    List<LatencyDistribution> latency =
        LatencyRecorder.of(workload, medians).stream()
            .filter(LibraryRequestTimesSummarizer::isOfRequests)
            .toList();
    return ContenderTimes.of(
        workload, new ReplayFingerprint(workload.opCount(), 0, 0), forks, latency, medians);
  }

  private static boolean isOfRequests(LatencyDistribution latency) {
    return !latency.op().equals(String.valueOf(OpKind.LOCK.letter()))
        && !latency.op().equals(String.valueOf(OpKind.UNLOCK.letter()));
  }

  private static OpTimes opTimes(Workload workload, int[] requestNanos) {
    int[] opNanos = new int[workload.opCount()];
    int request = 0;
    for (int op = 0; op < opNanos.length; op++) {
      if (workload.kinds()[op] <= OpKind.Code.RESIZE) {
        opNanos[op] = requestNanos[request++];
      }
    }
    return new OpTimes(1, opNanos, new int[0], new long[0]);
  }
}
