// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import java.io.StringWriter;
import java.util.Map;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a trial as JSON. */
public final class TrialJsonWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private TrialJsonWriter() {}

  static String canonical(Trial trial) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, trial);
    }
    return text.toString();
  }

  /** Writes a trial as an object. */
  public static void write(JsonGenerator json, Trial trial) {
    json.writeStartObject();
    json.writeName("trace");
    writeTrace(json, trial.trace());
    json.writeName("contender");
    writeContender(json, trial.contender());
    json.writeName("setting");
    writeSetting(json, trial.setting(), trial.contender().kind() != Contender.Kind.NATIVE);
    json.writeEndObject();
  }

  private static void writeTrace(JsonGenerator json, TraceIdentity trace) {
    json.writeStartObject();
    json.writeStringProperty("sha256", trace.sha256());
    json.writeArrayPropertyStart("reading");
    trace.reading().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeContender(JsonGenerator json, ContenderIdentity contender) {
    json.writeStartObject();
    json.writeStringProperty("kind", contender.kind().text());
    json.writeStringProperty("name", contender.name());
    json.writeObjectPropertyStart("options");
    for (Map.Entry<String, String> option : contender.options().entrySet()) {
      json.writeStringProperty(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Heap and budget have no effect on what has no arena. */
  private static void writeSetting(JsonGenerator json, TrialSetting setting, boolean arena) {
    json.writeStartObject();
    if (arena) {
      json.writeStringProperty("heap", setting.heap().text());
    } else {
      json.writeNullProperty("heap");
    }
    json.writeStringProperty("locks", setting.locks().text());
    json.writeStringProperty("realloc", setting.realloc().label());
    json.writeNumberProperty("rounds", setting.rounds());
    writeNumberOrNull(json, "kill_percent", setting.kills(), setting.killPercent());
    writeNumberOrNull(json, "seed", setting.draws(), setting.seed());
    boolean limited = arena && setting.budget().isLimited();
    writeNumberOrNull(json, "budget", limited, setting.budget().bytes());
    json.writeEndObject();
  }

  private static void writeNumberOrNull(
      JsonGenerator json, String name, boolean hasEffect, long value) {
    if (hasEffect) {
      json.writeNumberProperty(name, value);
    } else {
      json.writeNullProperty(name);
    }
  }
}
