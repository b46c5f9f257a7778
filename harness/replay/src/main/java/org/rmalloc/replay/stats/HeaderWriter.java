package org.rmalloc.replay.stats;

import java.util.List;
import org.rmalloc.trace.Provenance;
import tools.jackson.core.JsonGenerator;

/** The fields before the rows; {@link HeaderReader} reads them in this order. */
final class HeaderWriter {
  private HeaderWriter() {}

  static void write(JsonGenerator json, Header header) {
    json.writeStringProperty("schema", Header.SCHEMA);
    json.writeStringProperty("driver", header.driver());
    writeTrace(json, header.trace());
    json.writeNumberProperty("heap_size", header.heapSize());
    json.writeNumberProperty("peak_live", header.peakLive());
    json.writeNumberProperty("root_bytes", header.rootBytes());
    json.writeStringProperty("opmode", header.opmode());
    writeOptions(json, header.options());
    header.environment().ifPresent(environment -> writeEnvironment(json, environment));
  }

  private static void writeTrace(JsonGenerator json, Provenance trace) {
    json.writeStringProperty("opsfile", trace.name());
    json.writeStringProperty("opsfile_sha256", trace.sha256());
    writeTexts(json, "opsfile_notes", trace.notes());
    writeTexts(json, "opsfile_steps", trace.steps());
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void writeOptions(JsonGenerator json, ReplayOptions options) {
    json.writeObjectPropertyStart("options");
    json.writeStringProperty("heap", options.heap());
    json.writeStringProperty("datapoints", options.dataPoints());
    json.writeStringProperty("compaction_budget", options.compactionBudget());
    json.writeArrayPropertyStart("allocator");
    options.allocator().forEach((name, value) -> writeOption(json, name, value));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOption(JsonGenerator json, String name, String value) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("value", value);
    json.writeEndObject();
  }

  private static void writeEnvironment(JsonGenerator json, Environment environment) {
    json.writeObjectPropertyStart("environment");
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
