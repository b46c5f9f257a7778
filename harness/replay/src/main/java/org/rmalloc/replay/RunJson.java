package org.rmalloc.replay;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A run as JSON: {@code run --format json}. */
public final class RunJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RunJson() {}

  /** Writes a run as one line of UTF-8, and leaves the stream open. */
  public static void write(RunResult run, OutputStream out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), new Unclosed(out))) {
      json.writeStartObject();
      json.writeStringProperty("trace", run.trace());
      json.writeNumberProperty("peak_live", run.peakLive());
      json.writeStringProperty("heap", run.heap());
      json.writeStringProperty("locks", run.locks());
      json.writeArrayPropertyStart("allocators");
      run.allocators().forEach(row -> writeRow(json, row));
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeRow(JsonGenerator json, RunRow row) {
    json.writeStartObject();
    json.writeStringProperty("name", row.name());
    json.writeBooleanProperty("finished", row.finished());
    writeLong(
        json,
        "stopped_at",
        row.stop().map(stop -> OptionalLong.of(stop.opIndex())).orElseGet(OptionalLong::empty));
    writeLong(json, "min_heap", row.minHeap());
    writeLong(json, "min_heap_lucky", row.minHeapLucky());
    writeLong(json, "footprint", row.footprint());
    writeLong(json, "overhead", row.overhead());
    writeLong(json, "maxmem_least", row.maxmemLeast());
    writeLong(json, "compactions", row.compactions());
    writeLong(json, "bytes_moved", row.bytesMoved());
    writeLong(json, "longest_pause_ns", row.longestPauseNanos());
    writeDouble(json, "cost_per_op", row.costPerOp());
    writeLong(json, "p50_ns", row.p50Nanos());
    writeLong(json, "p99_ns", row.p99Nanos());
    writeLong(json, "max_ns", row.maxNanos());
    writeDouble(json, "throughput_ns", row.throughputNanos());
    json.writeEndObject();
  }

  private static void writeLong(JsonGenerator json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void writeDouble(JsonGenerator json, String name, OptionalDouble value) {
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
