// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import tools.jackson.core.JsonGenerator;

/** The timing in a summary; {@link AllocStatsTimingReader} reads its fields in this order. */
final class AllocStatsTimingWriter {
  private AllocStatsTimingWriter() {}

  static void write(JsonGenerator json, TimingResult timing) {
    json.writeObjectPropertyStart("timing");
    json.writeNumberProperty("fork_seed", timing.forkSeed());
    writeForks(json, timing.forks());
    json.writeNumberProperty("throughput_ns", timing.nanosPerOp());
    json.writeArrayPropertyStart("latency");
    timing.latency().forEach(latency -> writeLatency(json, latency));
    json.writeEndArray();
    json.writeArrayPropertyStart("stretches");
    timing.stretches().forEach(stretch -> writeStretch(json, stretch));
    json.writeEndArray();
    json.writeObjectPropertyStart("noop");
    writeForks(json, timing.floor().forks());
    json.writeNumberProperty("throughput_ns", timing.floor().nanosPerOp());
    json.writeName("request");
    writeLatency(json, timing.floor().request());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeForks(JsonGenerator json, Iterable<ForkTimeSummary> forks) {
    json.writeArrayPropertyStart("forks");
    forks.forEach(fork -> writeFork(json, fork));
    json.writeEndArray();
  }

  private static void writeFork(JsonGenerator json, ForkTimeSummary fork) {
    json.writeStartObject();
    json.writeNumberProperty("position", fork.position());
    json.writeStringProperty("clock", fork.clock());
    json.writeNumberProperty("warmup_passes", fork.warmupPasses());
    json.writeNumberProperty("throughput_passes", fork.throughputPasses());
    json.writeNumberProperty("latency_passes", fork.latencyPasses());
    json.writeNumberProperty("ops", fork.ops());
    json.writeArrayPropertyStart("block_ns");
    fork.blockNanos().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeName("request");
    writeLatency(json, fork.request());
    json.writeNumberProperty("timer_overhead_ns", fork.timerOverheadNanos());
    json.writeNumberProperty("timer_resolution_ns", fork.timerResolutionNanos());
    json.writeNumberProperty("wall_per_cpu", fork.wallPerCpu());
    if (fork.load() < 0) {
      json.writeNullProperty("load");
    } else {
      json.writeNumberProperty("load", fork.load());
    }
    fork.coldNanosPerOp().ifPresent(nanos -> json.writeNumberProperty("cold_ns", nanos));
    json.writeEndObject();
  }

  private static void writeStretch(JsonGenerator json, RequestStretchTimes stretch) {
    json.writeStartObject();
    json.writeNumberProperty("from", stretch.from());
    json.writeNumberProperty("to", stretch.to());
    json.writeNumberProperty("p10_ns", stretch.p10());
    json.writeNumberProperty("p50_ns", stretch.p50());
    json.writeNumberProperty("p90_ns", stretch.p90());
    json.writeNumberProperty("max_ns", stretch.maximum());
    json.writeEndObject();
  }

  private static void writeLatency(JsonGenerator json, LatencyDistribution latency) {
    json.writeStartObject();
    json.writeStringProperty("op", latency.op());
    json.writeNumberProperty("count", latency.count());
    json.writeNumberProperty("p50_ns", latency.p50());
    json.writeNumberProperty("p90_ns", latency.p90());
    json.writeNumberProperty("p99_ns", latency.p99());
    json.writeNumberProperty("p999_ns", latency.p999());
    json.writeNumberProperty("max_ns", latency.maximum());
    json.writeEndObject();
  }
}
