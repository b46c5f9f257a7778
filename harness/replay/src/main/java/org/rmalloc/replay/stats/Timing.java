package org.rmalloc.replay.stats;

import java.util.List;
import java.util.Optional;

/**
 * What the time pass measured, besides the times of the data points.
 *
 * @param warmupPasses full passes before the first one measured
 * @param latencyPasses passes in which every op was timed; a per-op time is the median over them
 * @param latency by kind of operation
 * @param throughput of the allocator
 * @param floor throughput of {@code noop}, which places nothing: the harness's own share
 */
public record Timing(
    int warmupPasses,
    int latencyPasses,
    Throughput throughput,
    Throughput floor,
    List<Latency> latency) {

  /** Copies the list. */
  public Timing {
    latency = List.copyOf(latency);
  }

  /** The distribution of one kind of operation, if there was any. */
  public Optional<Latency> latency(String op) {
    return latency.stream().filter(one -> one.op().equals(op)).findFirst();
  }
}
