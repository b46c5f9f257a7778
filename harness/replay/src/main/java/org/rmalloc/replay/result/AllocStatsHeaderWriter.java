// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;
import java.util.OptionalLong;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.trial.TrialJsonWriter;
import org.rmalloc.trace.TraceProvenance;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the header of an alloc-stats file, the JSON fields before its rows; {@link
 * AllocStatsHeaderReader} reads them in this order.
 */
final class AllocStatsHeaderWriter {
  private AllocStatsHeaderWriter() {}

  static void write(JsonGenerator json, AllocStatsHeader header) {
    json.writeStringProperty("schema", AllocStatsHeader.SCHEMA);
    json.writeStringProperty("key", header.trial().key());
    json.writeName("trial");
    TrialJsonWriter.write(json, header.trial());
    json.writeStringProperty("label", header.label());
    writeCapabilities(json, header);
    json.writeStringProperty("version", header.version());
    header.process().ifPresent(process -> writeProcess(json, process));
    header.plan().ifPresent(plan -> writePlan(json, plan));
    writeTrace(json, header.trace());
    boolean arena = !header.isNative();
    writeLong(json, "heap_size", arena ? OptionalLong.of(header.heapSize()) : OptionalLong.empty());
    json.writeNumberProperty("peak_live", header.peakLive());
    writeLong(
        json, "root_bytes", arena ? OptionalLong.of(header.rootBytes()) : OptionalLong.empty());
    json.writeStringProperty("locks", header.locks());
    writeSmallestHeap(json, header.smallestHeap());
    json.writeStringProperty("datapoints", header.dataPoints());
    header.environment().ifPresent(environment -> writeEnvironment(json, environment));
  }

  private static void writeCapabilities(JsonGenerator json, AllocStatsHeader header) {
    json.writeArrayPropertyStart("capabilities");
    for (Capability capability : header.capabilities()) {
      json.writeString(AllocatorOption.text(capability));
    }
    json.writeEndArray();
  }

  private static void writeProcess(JsonGenerator json, LibraryProcessFacts process) {
    json.writeObjectPropertyStart("process");
    json.writeStringProperty("library", process.library());
    json.writeStringProperty("sha256", process.sha256());
    json.writeNumberProperty("page_size", process.pageSize());
    json.writeStringProperty("kernel", process.kernel());
    json.writeStringProperty("payload", process.payload());
    json.writeStringProperty("threads", process.threads());
    process.printed().ifPresent(text -> json.writeStringProperty("printed", text));
    json.writeEndObject();
  }

  private static void writePlan(JsonGenerator json, PlannedHeightAndBound plan) {
    json.writeObjectPropertyStart("plan");
    json.writeNumberProperty("height", plan.heightBytes());
    json.writeNumberProperty("lower_bound", plan.lowerBoundBytes());
    json.writeEndObject();
  }

  private static void writeTrace(JsonGenerator json, TraceProvenance trace) {
    json.writeStringProperty("trace", trace.name());
    writeTexts(json, "trace_notes", trace.notes());
    writeTexts(json, "trace_steps", trace.steps());
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void writeSmallestHeap(JsonGenerator json, SmallestHeapResult heap) {
    writeLong(json, "min_heap", heap.bytes());
    writeLong(json, "min_heap_lucky", heap.lucky());
    if (heap.reason().isEmpty()) {
      json.writeNullProperty("min_heap_reason");
    } else {
      json.writeStringProperty("min_heap_reason", heap.reason());
    }
  }

  private static void writeLong(JsonGenerator json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsLong());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static void writeEnvironment(JsonGenerator json, TimingEnvironment environment) {
    json.writeObjectPropertyStart("environment");
    json.writeStringProperty("host", environment.host());
    json.writeStringProperty("jdk", environment.jdk());
    json.writeStringProperty("cpu", environment.cpu());
    json.writeStringProperty("os", environment.os());
    json.writeStringProperty("version", environment.version());
    json.writeStringProperty("commit", environment.commit());
    json.writeNumberProperty("timer_overhead_ns", environment.timerOverheadNanos());
    json.writeNumberProperty("timer_resolution_ns", environment.timerResolutionNanos());
    json.writeNumberProperty("timed_together", environment.timedTogether());
    json.writeEndObject();
  }
}
