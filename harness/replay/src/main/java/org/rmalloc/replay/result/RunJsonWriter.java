// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes {@code run --format json}; {@link RunJsonReader} reads it in this order. */
public final class RunJsonWriter {
  /** The first field's value in every object of this format. */
  public static final String SCHEMA = "rmalloc-run 1";

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  private RunJsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes runs as one line of UTF-8, and leaves the stream open.
   *
   * @param runs one is written as an object, several as a list of objects
   */
  public static void write(List<ContendersSummary> runs, OutputStream out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), new Unclosed(out))) {
      RunJsonWriter writer = new RunJsonWriter(json);
      if (runs.size() == 1) {
        writer.write(runs.getFirst());
      } else {
        json.writeStartArray();
        runs.forEach(writer::write);
        json.writeEndArray();
      }
      json.writeRaw('\n');
    }
  }

  private void write(ContendersSummary run) {
    json.writeStartObject();
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("trace", run.trace());
    json.writeStringProperty("trace_sha256", run.traceSha256());
    json.writeNumberProperty("requests", run.requests());
    json.writeNumberProperty("peak_live", run.peakLive());
    json.writeStringProperty("heap", run.heap());
    json.writeStringProperty("locks", run.locks());
    json.writeNumberProperty("rounds", run.rounds());
    write("kill_percent", run.killPercent());
    write("seed", run.seed());
    json.writeArrayPropertyStart("allocators");
    run.contenders().forEach(this::write);
    json.writeEndArray();
    json.writeArrayPropertyStart("findings");
    run.findings().forEach(this::write);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(ContenderFigures row) {
    json.writeStartObject();
    json.writeStringProperty("label", row.label());
    json.writeStringProperty("name", row.name());
    json.writeStringProperty("kind", row.kind());
    json.writeBooleanProperty("bound", row.lowerBound());
    json.writeBooleanProperty("finished", row.finished());
    write("stopped_at", row.stoppedAt());
    if (row.reason().isEmpty()) {
      json.writeNullProperty("reason");
    } else {
      json.writeStringProperty("reason", row.reason());
    }
    write("heap_size", row.heapSize());
    write("min_heap", row.minHeap());
    write("min_heap_lucky", row.minHeapLucky());
    write("footprint", row.footprint());
    write("overhead", row.overhead());
    write("maxmem_minimum", row.maxmemMinimum());
    write("compactions", row.compactions());
    write("bytes_moved", row.bytesMoved());
    write("pause_bytes", row.pauseBytes());
    write("longest_pause_ns", row.longestPauseNanos());
    write("root_bytes", row.rootBytes());
    write("cost_per_op", row.costPerOp());
    write("oom_cost_per_op", row.oomCostPerOp());
    write("p50_ns", row.p50Nanos());
    write("p99_ns", row.p99Nanos());
    write("max_ns", row.maxNanos());
    write("throughput_ns", row.throughputNanos());
    write(row.process());
    json.writeEndObject();
  }

  /** What only a process of its own has: all of it null of an arena. */
  private void write(NativeProcessFigures process) {
    write("resident_peak", process.residentPeak());
    write("resident_at_peak_live", process.residentAtPeakLive());
    write("resident_end", process.residentEnd());
    write("resident_recorded_peak", process.residentRecordedPeak());
    write("start", process.start());
    write("mapped_peak", process.mappedPeak());
    write("reserved", process.reserved());
    write("usable_ratio", process.usableRatio());
    write("cold_ns", process.coldNanos());
    write("instructions_per_op", process.instructionsPerOp());
  }

  private void write(ContendersSummary.FindingText finding) {
    json.writeStartObject();
    json.writeStringProperty("kind", finding.kind());
    json.writeArrayPropertyStart("labels");
    finding.labels().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("text", finding.text());
    json.writeEndObject();
  }

  private void write(String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    } else {
      json.writeNullProperty(name);
    }
  }

  private void write(String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsDouble());
    } else {
      json.writeNullProperty(name);
    }
  }

  /** Keeps standard output open. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
