package org.rmalloc.replay.result;

import java.util.List;
import java.util.Optional;

/**
 * What the time pass measured, besides the times of the data points.
 *
 * @param warmupPasses full passes before the first one measured
 * @param latencyPasses passes in which every op was timed; a per-op time is the median over them
 * @param throughput of the contender
 * @param latency by kind of operation
 * @param floor the harness's own share
 */
public record Timing(
    int warmupPasses,
    int latencyPasses,
    Throughput throughput,
    List<Latency> latency,
    Floor floor) {

  /**
   * What the harness itself takes: {@code noop}, which places nothing, replayed alike.
   *
   * @param request how the times of its requests are distributed
   */
  public record Floor(Throughput throughput, Latency request) {}

  /** Copies the list. */
  public Timing {
    latency = List.copyOf(latency);
  }

  /** The distribution of one kind of operation, if there was any. */
  public Optional<Latency> latency(String op) {
    return latency.stream().filter(one -> one.op().equals(op)).findFirst();
  }
}
