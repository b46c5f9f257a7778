// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an experiment asks for, kept in its store: what to measure, and the combinations in the
 * file's order. JSON, a line for each; equal experiments give equal bytes.
 *
 * @param experiment its name
 * @param measures what was to be measured; concurrency and time budget are not kept
 */
public record ExperimentTrialList(
    String experiment, MeasurementSettings measures, List<ExperimentTrialRow> rows) {
  private static final String SCHEMA = "rmalloc-store 1";
  private static final JsonFactory JSON = new JsonFactory();

  /** Copies the list. */
  public ExperimentTrialList {
    rows = List.copyOf(rows);
  }

  /** Puts it into a store, in place of one of the same experiment. */
  public void writeTo(ResultStore store) throws IOException {
    Path place = store.manifest(experiment);
    try (OutputFile file = OutputFile.create(place)) {
      BufferedWriter lines =
          new BufferedWriter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8));
      lines.write(line(this::writeHead));
      for (ExperimentTrialRow row : rows) {
        lines.write(line(json -> write(json, row)));
      }
      lines.flush();
      file.commit();
    }
  }

  /**
   * The manifest of an experiment.
   *
   * @throws UsageException when it is none
   */
  public static ExperimentTrialList read(ResultStore store, String experiment) throws IOException {
    Path place = store.manifest(experiment);
    List<String> lines = Files.readAllLines(place);
    List<ExperimentTrialRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(parsed(place, i + 1, lines.get(i), ExperimentTrialList::row));
    }
    return parsed(
        place,
        1,
        lines.isEmpty() ? "" : lines.getFirst(),
        head -> new ExperimentTrialList(experiment, measures(head), rows));
  }

  private static <T> T parsed(Path place, int line, String text, Function<JsonNode, T> meaning) {
    try {
      return meaning.apply(JsonMapper.shared().readTree(text));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new UsageException(
          "%s:%d: found no line of a manifest, expected one of %s".formatted(place, line, SCHEMA),
          e);
    }
  }

  /** Writes an object's fields. */
  private interface Fields {
    void write(JsonGenerator json);
  }

  private static String line(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    return text + "\n";
  }

  private void writeHead(JsonGenerator json) {
    json.writeStringProperty("schema", SCHEMA);
    json.writeBooleanProperty("min_heap", measures.smallestHeap());
    json.writeBooleanProperty("time", measures.timed());
    json.writeNumberProperty("forks", measures.forks());
    json.writeNumberProperty("fork_seed", measures.forkSeed());
    json.writeStringProperty("rows", measures.dataPoints().text());
  }

  private static MeasurementSettings measures(JsonNode head) {
    if (!text(head, "schema").equals(SCHEMA)) {
      throw new IllegalArgumentException(head.toString());
    }
    MeasurementSettings measures =
        MeasurementSettings.DEFAULT
            .untimed()
            .withoutSmallestHeap()
            .withForks(head.path("forks").asInt(), head.path("fork_seed").asLong())
            .withDataPoints(DataPointSampling.parse(text(head, "rows")));
    measures = head.path("min_heap").asBoolean() ? measures.withSmallestHeap() : measures;
    return head.path("time").asBoolean() ? measures.timedAlso() : measures;
  }

  private static void write(JsonGenerator json, ExperimentTrialRow row) {
    for (CombinationField field : CombinationField.values()) {
      json.writeStringProperty(field.key(), row.text(field));
    }
    json.writeStringProperty("kind", row.kind());
    json.writeObjectPropertyStart("options");
    for (Map.Entry<String, String> option : row.options().entrySet()) {
      json.writeStringProperty(option.getKey(), option.getValue());
    }
    json.writeEndObject();
    json.writeStringProperty("sha256", row.traceSha256());
    json.writeStringProperty("key", row.key());
    json.writeStringProperty("file", row.file());
  }

  private static ExperimentTrialRow row(JsonNode line) {
    SortedMap<String, String> options = new TreeMap<>();
    line.path("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asString()));
    return new ExperimentTrialRow(
        text(line, CombinationField.TRACE.key()),
        text(line, "sha256"),
        text(line, CombinationField.CONTENDER.key()),
        text(line, CombinationField.ALLOCATOR.key()),
        text(line, "kind"),
        options,
        text(line, CombinationField.HEAP.key()),
        text(line, CombinationField.LOCKS.key()),
        text(line, CombinationField.REALLOC.key()),
        text(line, CombinationField.ROUNDS.key()),
        text(line, CombinationField.KILL_PERCENT.key()),
        text(line, CombinationField.SEED.key()),
        text(line, CombinationField.BUDGET.key()),
        text(line, "key"),
        text(line, "file"));
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException(name);
    }
    return value.asString();
  }
}
