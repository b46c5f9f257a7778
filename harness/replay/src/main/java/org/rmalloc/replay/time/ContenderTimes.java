// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.RequestStretchTimes;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.Workload;

/**
 * What all processes of one contender measured together.
 *
 * @param fingerprint on which they agree
 * @param forks by position, one or more
 * @param latency by kind of op, over all ops
 * @param times of the requests
 * @param stretches of all requests, in their order
 */
public record ContenderTimes(
    ReplayFingerprint fingerprint,
    List<ForkTimeSummary> forks,
    List<LatencyDistribution> latency,
    MedianRequestTimes times,
    List<RequestStretchTimes> stretches) {

  /** Copies the lists. */
  public ContenderTimes {
    forks = List.copyOf(forks);
    latency = List.copyOf(latency);
    stretches = List.copyOf(stretches);
  }

  static ContenderTimes of(
      Workload workload, List<ForkTimeResult> results, List<ForkTimeSummary> forks) {
    ReplayFingerprint fingerprint = results.getFirst().fingerprint();
    for (ForkTimeResult result : results) {
      if (!result.fingerprint().equals(fingerprint)) {
        throw new InvariantViolation("two processes replayed one trace on equal heaps differently");
      }
    }
    OpTimes medians = OpTimes.median(results.stream().map(ForkTimeResult::times).toList());
    return of(workload, fingerprint, forks, LatencyRecorder.of(workload, medians), medians);
  }

  static ContenderTimes of(
      Workload workload,
      ReplayFingerprint fingerprint,
      List<ForkTimeSummary> forks,
      List<LatencyDistribution> latency,
      OpTimes times) {
    MedianRequestTimes ofRequests = MedianRequestTimes.of(workload, times);
    return new ContenderTimes(
        fingerprint,
        forks,
        latency,
        ofRequests,
        RequestStretchSummarizer.of(ofRequests, workload.requestCount()));
  }

  /**
   * These times as a file keeps them.
   *
   * @param forkSeed of the order of the processes over the contenders
   * @param floor what {@code noop} took, replayed alike
   */
  public TimingResult result(long forkSeed, ContenderTimes floor) {
    return new TimingResult(
        forkSeed,
        forks,
        latency,
        stretches,
        new TimingResult.Floor(
            floor.forks, floor.latency(LatencyDistribution.REQUEST).orElseThrow()));
  }

  /** What reading the clock twice adds to each time: the median over the forks. */
  public long timerOverheadNanos() {
    List<Long> sorted = forks.stream().map(ForkTimeSummary::timerOverheadNanos).sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** The smallest difference that the clock shows, in every fork. */
  public long timerResolutionNanos() {
    return forks.stream().mapToLong(ForkTimeSummary::timerResolutionNanos).max().orElseThrow();
  }

  /** The longest out-of-memory handling; 0 if there was none. */
  public long longestPauseNanos() {
    return times.longestPauseNanos();
  }

  /** The distribution of one kind of operation, if there was any. */
  public Optional<LatencyDistribution> latency(String op) {
    return latency.stream().filter(one -> one.op().equals(op)).findFirst();
  }
}
