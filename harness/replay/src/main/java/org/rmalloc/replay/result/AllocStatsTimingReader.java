// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what {@link AllocStatsTimingWriter} writes. */
final class AllocStatsTimingReader {
  private static final Set<String> CLOCKS = Set.of("thread-cpu", "wall");
  private static final double ROUNDING = 1e-9;

  private final OrderedJsonFieldReader fields;

  AllocStatsTimingReader(OrderedJsonFieldReader fields) {
    this.fields = fields;
  }

  TimingResult read() throws InvalidAllocStatsException {
    fields.beginObject("timing");
    long seed = fields.count("fork_seed");
    List<ForkTimeSummary> forks = readForks();
    double nanosPerOp = fields.decimal("throughput_ns");
    List<LatencyDistribution> latency = fields.objects("latency", this::readLatency);
    List<RequestStretchTimes> stretches = fields.objects("stretches", this::readStretch);
    TimingResult timing = new TimingResult(seed, forks, latency, stretches, readFloor());
    requireEqual(nanosPerOp, timing.nanosPerOp());
    fields.endObject();
    return timing;
  }

  private TimingResult.Floor readFloor() throws InvalidAllocStatsException {
    fields.beginObject("noop");
    List<ForkTimeSummary> forks = readForks();
    double nanosPerOp = fields.decimal("throughput_ns");
    fields.beginObject("request");
    TimingResult.Floor floor = new TimingResult.Floor(forks, readLatency());
    requireEqual(nanosPerOp, floor.nanosPerOp());
    fields.endObject();
    return floor;
  }

  private void requireEqual(double found, double ofForks) throws InvalidAllocStatsException {
    fields.check(
        Math.abs(found - ofForks) <= ROUNDING * ofForks,
        "throughput_ns: %s; the mean of the forks is %s".formatted(found, ofForks));
  }

  private List<ForkTimeSummary> readForks() throws InvalidAllocStatsException {
    List<ForkTimeSummary> forks = fields.objects("forks", this::readFork);
    fields.check(!forks.isEmpty(), "found an empty list of forks; expected one or more");
    return forks;
  }

  /** The rest of an object that is entered. */
  private ForkTimeSummary readFork() throws InvalidAllocStatsException {
    int position = fields.smallCount("position");
    String clock = fields.text("clock");
    fields.check(
        CLOCKS.contains(clock), "clock: '%s'; expected thread-cpu or wall".formatted(clock));
    int warmupPasses = fields.smallCount("warmup_passes");
    int throughputPasses = fields.smallCount("throughput_passes");
    int latencyPasses = fields.smallCount("latency_passes");
    int ops = fields.smallCount("ops");
    List<Double> blockNanos = fields.decimals("block_ns");
    fields.check(
        ops > 0 && !blockNanos.isEmpty(), "block_ns: %s of %d ops".formatted(blockNanos, ops));
    fields.beginObject("request");
    ForkTimeSummary fork =
        new ForkTimeSummary(
            position,
            clock,
            warmupPasses,
            throughputPasses,
            latencyPasses,
            ops,
            blockNanos,
            readLatency(),
            fields.count("timer_overhead_ns"),
            fields.count("timer_resolution_ns"),
            fields.decimal("wall_per_cpu"),
            fields.decimalOrNull("load").orElse(-1),
            readCold());
    fields.endObject();
    return fork;
  }

  private OptionalDouble readCold() throws InvalidAllocStatsException {
    return fields.isNext("cold_ns")
        ? OptionalDouble.of(fields.decimal("cold_ns"))
        : OptionalDouble.empty();
  }

  /** The rest of an object that is entered. */
  private RequestStretchTimes readStretch() throws InvalidAllocStatsException {
    RequestStretchTimes stretch =
        new RequestStretchTimes(
            fields.count("from"),
            fields.count("to"),
            fields.count("p10_ns"),
            fields.count("p50_ns"),
            fields.count("p90_ns"),
            fields.count("max_ns"));
    fields.check(
        stretch.from() < stretch.to(),
        "stretches: found a stretch from request %d to %d; expected one request or more in it"
            .formatted(stretch.from(), stretch.to()));
    fields.endObject();
    return stretch;
  }

  /** The rest of an object that is entered. */
  private LatencyDistribution readLatency() throws InvalidAllocStatsException {
    LatencyDistribution latency =
        new LatencyDistribution(
            fields.text("op"),
            fields.count("count"),
            fields.count("p50_ns"),
            fields.count("p90_ns"),
            fields.count("p99_ns"),
            fields.count("p999_ns"),
            fields.count("max_ns"));
    fields.endObject();
    return latency;
  }
}
