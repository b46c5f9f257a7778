// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.result.Fork;
import org.rmalloc.replay.result.Latency;
import org.rmalloc.replay.result.RequestStretch;
import org.rmalloc.replay.workload.Witness;
import org.rmalloc.replay.workload.Workload;

/**
 * What all processes of one contender measured together.
 *
 * @param witness on which they agree
 * @param forks by position, one or more
 * @param latency by kind of op, over all ops
 * @param times of the requests
 * @param stretches of all requests, in their order
 */
public record ContenderTimes(
    Witness witness,
    List<Fork> forks,
    List<Latency> latency,
    RequestTimes times,
    List<RequestStretch> stretches) {

  /** Copies the lists. */
  public ContenderTimes {
    forks = List.copyOf(forks);
    latency = List.copyOf(latency);
    stretches = List.copyOf(stretches);
  }

  static ContenderTimes of(Workload workload, List<TimeResult> results, List<Fork> forks) {
    Witness witness = results.getFirst().witness();
    for (TimeResult result : results) {
      if (!result.witness().equals(witness)) {
        throw new InvariantViolation("two processes replayed one trace on equal heaps differently");
      }
    }
    OpTimes medians = OpTimes.median(results.stream().map(TimeResult::times).toList());
    return of(workload, witness, forks, Latencies.of(workload, medians), medians);
  }

  static ContenderTimes of(
      Workload workload, Witness witness, List<Fork> forks, List<Latency> latency, OpTimes times) {
    RequestTimes ofRequests = RequestTimes.of(workload, times);
    return new ContenderTimes(
        witness,
        forks,
        latency,
        ofRequests,
        RequestStretches.of(ofRequests, workload.requestCount()));
  }

  /** What reading the clock twice adds to each time: the median over the forks. */
  public long timerOverheadNanos() {
    List<Long> sorted = forks.stream().map(Fork::timerOverheadNanos).sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** The smallest difference that the clock shows, in every fork. */
  public long timerResolutionNanos() {
    return forks.stream().mapToLong(Fork::timerResolutionNanos).max().orElseThrow();
  }

  /** The longest out-of-memory handling; 0 if there was none. */
  public long longestPauseNanos() {
    return times.longestPauseNanos();
  }

  /** The distribution of one kind of operation, if there was any. */
  public Optional<Latency> latency(String op) {
    return latency.stream().filter(one -> one.op().equals(op)).findFirst();
  }
}
