// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.report.choose.ChoiceAnswer.Chosen;
import org.rmalloc.report.choose.ChoiceAnswer.LimitEffect;
import org.rmalloc.report.choose.ChoiceAnswer.NothingMeets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;

/**
 * The answers to one question about one situation, in words and as JSON.
 *
 * @param situation what was measured
 * @param answers by locks, the usual ones first
 */
public record ChoicesByLockAssumption(
    ChoiceCandidatesByLocks situation, Map<String, ChoiceAnswer> answers) {
  /** The first field's value of the JSON form. */
  public static final String SCHEMA = "rmalloc-choose 1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Chooses. */
  public static ChoicesByLockAssumption of(
      ChoiceCandidatesByLocks situation, List<ChoiceLimit> limits, ChoiceWeights weights) {
    return new ChoicesByLockAssumption(situation, situation.answers(limits, weights));
  }

  /** The answer with the usual locks. */
  public ChoiceAnswer usual() {
    return answers.values().iterator().next();
  }

  /** Whether something keeps the limits with the usual locks. */
  public boolean isMet() {
    return usual() instanceof Chosen;
  }

  /** Sentences, the most important first. */
  public List<String> words() {
    return ChoiceWords.of(situation, answers);
  }

  /** Several as JSON, ended by a line feed: docs/choose.md says what each field is. */
  public static String json(List<ChoicesByLockAssumption> all) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JSON.writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("schema", SCHEMA);
      json.writeArrayPropertyStart("traces");
      all.forEach(advice -> advice.write(json));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("trace", situation.trace());
    json.writeNumberProperty("peak_live", situation.peakLive());
    json.writeStringProperty(
        "time_unit",
        switch (situation.unit()) {
          case COST -> "cost_per_op";
          case NANOS -> "ns_per_op";
        });
    json.writeArrayPropertyStart("answers");
    answers.forEach((locks, answer) -> write(json, locks, answer));
    json.writeEndArray();
    json.writeArrayPropertyStart("findings");
    words().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String locks, ChoiceAnswer answer) {
    json.writeStartObject();
    json.writeStringProperty("locks", locks);
    json.writeBooleanProperty("met", answer instanceof Chosen);
    switch (answer) {
      case Chosen chosen -> {
        write(json, "best", Optional.of(chosen.best()));
        json.writeNumberProperty("score", chosen.score());
        write(json, "runner_up", chosen.runnerUp());
        json.writeArrayPropertyStart("limits");
        chosen.effects().forEach(effect -> write(json, effect));
        json.writeEndArray();
      }
      case NothingMeets none -> write(json, "nearest", Optional.of(none.nearest()));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LimitEffect effect) {
    json.writeStartObject();
    json.writeStringProperty("limit", effect.limit().kind().text());
    number(json, "value", effect.limit().value());
    json.writeBooleanProperty("binds", effect.binds());
    json.writeNumberProperty("price", effect.price());
    write(json, "without", effect.without());
    number(json, "relaxed_to", effect.relaxedTo().orElse(Double.POSITIVE_INFINITY));
    write(json, "below", effect.below());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<ChoiceCandidate> candidate) {
    if (candidate.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    ChoiceCandidate one = candidate.get();
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("label", one.label());
    json.writeNumberProperty("heap_bytes", one.heapBytes());
    json.writeNumberProperty("bytes_moved", one.bytesMoved());
    json.writeNumberProperty("pause_bytes", one.pauseBytes());
    number(json, "pause_ns", one.pauseNanos().orElse(Double.POSITIVE_INFINITY));
    json.writeNumberProperty("time", one.time());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) {
    if (Double.isInfinite(value)) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }
}
