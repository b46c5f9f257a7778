// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.RegressingRequest;
import org.rmalloc.experiment.gate.time.BuildTimePair;
import org.rmalloc.experiment.gate.time.GateTimeReport;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The whole verdict as JSON: figures before and after, the requests that explain them, and every
 * pair of times, so that anybody can make the test again. Its schema is beside this class.
 */
final class GateJsonWriter {
  /** The value of the key {@code schema}. */
  static final String SCHEMA = "rmalloc-gate 1";

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  private GateJsonWriter(JsonGenerator json) {
    this.json = json;
  }

  static String of(GateReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      new GateJsonWriter(json).write(report);
    }
    return text.append('\n').toString();
  }

  private void write(GateReport report) {
    json.writeStartObject();
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("experiment", report.experiment());
    json.writeStringProperty("baseline", report.baselineFile());
    json.writeStringProperty("outcome", word(report.outcome()));
    json.writeArrayPropertyStart("trials");
    report.trials().forEach(this::trial);
    json.writeEndArray();
    if (report.time().isPresent()) {
      time(report.time().get());
    } else {
      json.writeNullProperty("time");
    }
    texts("notes", report.notes());
    json.writeEndObject();
  }

  private void trial(GateTrialVerdict trial) {
    json.writeStartObject();
    json.writeStringProperty("trial", trial.name());
    json.writeBooleanProperty("new", trial.isNew());
    json.writeArrayPropertyStart("figures");
    trial.changes().forEach(change -> figure(trial, change));
    json.writeEndArray();
    if (trial.placementsPart().isPresent()) {
      json.writeName("placements_part");
      place(trial.placementsPart().get());
    } else {
      json.writeNullProperty("placements_part");
    }
    texts("notes", trial.notes());
    json.writeEndObject();
  }

  private void figure(GateTrialVerdict trial, JudgedMetricChange change) {
    json.writeStartObject();
    json.writeStringProperty("figure", change.key());
    number("before", change.before());
    number("after", change.after());
    json.writeNumberProperty("allowed", change.allowed());
    json.writeStringProperty("verdict", word(change.kind()));
    json.writeArrayPropertyStart("places");
    trial.places(change.key()).forEach(this::place);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void place(RegressingRequest place) {
    json.writeStartObject();
    json.writeStringProperty("role", word(place.role()));
    json.writeNumberProperty("op_index", place.request());
    json.writeNumberProperty("from_op_index", place.from());
    json.writeStringProperty("op", String.valueOf(place.op().letter()));
    json.writeNumberProperty("size", place.sizeBytes());
    number("before", place.before());
    number("after", place.after());
    json.writeEndObject();
  }

  private void time(GateTimeReport time) {
    json.writeObjectPropertyStart("time");
    json.writeNumberProperty("alpha", time.alpha());
    json.writeNumberProperty("tolerance", time.tolerance());
    json.writeStringProperty("refusal", time.refusal().orElse(null));
    json.writeNumberProperty("equal_estimate", time.equalEstimate());
    pairs("equal_pairs", time.equalPairs());
    json.writeArrayPropertyStart("trials");
    time.verdicts().forEach(this::verdict);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void verdict(GateTimeVerdict verdict) {
    json.writeStartObject();
    json.writeStringProperty("trial", verdict.trial());
    json.writeStringProperty("verdict", word(verdict.kind()));
    json.writeNumberProperty("estimate", verdict.estimate());
    json.writeNumberProperty("low", verdict.low());
    json.writeNumberProperty("high", verdict.high());
    json.writeNumberProperty("p_worse", verdict.pWorse());
    json.writeNumberProperty("p_better", verdict.pBetter());
    if (Double.isInfinite(verdict.detectable())) {
      json.writeNullProperty("detectable");
    } else {
      json.writeNumberProperty("detectable", verdict.detectable());
    }
    pairs("pairs", verdict.pairs());
    json.writeEndObject();
  }

  private void pairs(String name, List<BuildTimePair> pairs) {
    json.writeArrayPropertyStart(name);
    for (BuildTimePair pair : pairs) {
      json.writeStartObject();
      json.writeNumberProperty("before_ns", pair.before().nanosPerOp());
      json.writeNumberProperty("after_ns", pair.after().nanosPerOp());
      json.writeNumberProperty("before_wall_per_cpu", pair.before().wallPerCpu());
      json.writeNumberProperty("after_wall_per_cpu", pair.after().wallPerCpu());
      json.writeBooleanProperty("before_first", pair.beforeFirst());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void texts(String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private void number(String name, OptionalLong number) {
    if (number.isPresent()) {
      json.writeNumberProperty(name, number.getAsLong());
    } else {
      json.writeNullProperty(name);
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
