package org.rmalloc.replay;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.rmalloc.replay.driver.Noop;
import org.rmalloc.replay.heapsize.MinHeap;
import org.rmalloc.replay.stats.Latency;
import org.rmalloc.replay.stats.Stop;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.time.TimeResult;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** Makes the lines of a run's table. */
final class RunRows {
  private static final MinHeap NO_HEAP = new MinHeap(OptionalLong.empty(), OptionalLong.empty());

  private RunRows() {}

  static RunRow of(
      String name, long heapSize, MinHeap minHeap, Summary summary, Optional<TimeResult> time) {
    return new RunRow(
        name,
        heapSize,
        summary.stoppedAt(),
        minHeap.bytes(),
        minHeap.lucky(),
        OptionalLong.of(summary.peaks().footprintBytes()),
        OptionalLong.of(summary.peaks().overheadAtFootprint()),
        OptionalLong.of(summary.least().maxmem()),
        OptionalLong.of(summary.compactions().count()),
        OptionalLong.of(summary.compactions().bytesMoved()),
        longestPause(summary, time),
        costPerOp(summary),
        latency(time, Latency::p50),
        latency(time, Latency::p99),
        latency(time, Latency::maximum),
        throughput(time));
  }

  static RunRow ofNoop(TimeResult floor) {
    return blank(Noop.NAME, 0, Optional.empty(), NO_HEAP, Optional.of(floor));
  }

  /** Of an allocator that cannot manage a heap of that size: it stops at the first op. */
  static RunRow ofRefusal(String name, long heapSize, MinHeap minHeap, Workload workload) {
    Stop stop = new Stop(0, OpKind.NEW, workload.sizes()[0], false, 0, 0, -1);
    return blank(name, heapSize, Optional.of(stop), minHeap, Optional.empty());
  }

  private static RunRow blank(
      String name, long heapSize, Optional<Stop> stop, MinHeap minHeap, Optional<TimeResult> time) {
    OptionalLong nothing = OptionalLong.empty();
    return new RunRow(
        name,
        heapSize,
        stop,
        minHeap.bytes(),
        minHeap.lucky(),
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        OptionalDouble.empty(),
        latency(time, Latency::p50),
        latency(time, Latency::p99),
        latency(time, Latency::maximum),
        throughput(time));
  }

  private static OptionalDouble costPerOp(Summary summary) {
    return OptionalDouble.of((double) summary.cost().requests() / (summary.lastIndex() + 1));
  }

  private static OptionalLong longestPause(Summary summary, Optional<TimeResult> time) {
    return time.isPresent() && summary.compactions().count() > 0
        ? net(time.get(), time.get().times().longestPauseNanos())
        : OptionalLong.empty();
  }

  private static OptionalLong latency(
      Optional<TimeResult> time, ToLongFunction<Latency> percentile) {
    return time.isEmpty()
        ? OptionalLong.empty()
        : time.get().latency().stream()
            .filter(latency -> latency.op().equals(Latency.REQUEST))
            .findFirst()
            .map(latency -> net(time.get(), percentile.applyAsLong(latency)))
            .orElse(OptionalLong.empty());
  }

  /** A time without the timer's overhead; empty below the timer's resolution. */
  private static OptionalLong net(TimeResult time, long nanos) {
    long net = nanos - time.overheadNanos();
    return net < time.resolutionNanos() ? OptionalLong.empty() : OptionalLong.of(net);
  }

  private static OptionalDouble throughput(Optional<TimeResult> time) {
    return time.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(time.get().throughput().medianNanos());
  }
}
