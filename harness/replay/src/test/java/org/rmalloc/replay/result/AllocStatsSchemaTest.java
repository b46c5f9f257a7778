// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every file that is written fits the schema, and with any one field of it changed it does not. */
final class AllocStatsSchemaTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  static List<SampleStats> samples() {
    return SampleStats.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenFitsTheSchema(SampleStats sample) {
    assertEquals(List.of(), AllocStatsSchema.problems(sample.text()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anyFieldRenamedRemovedOrOfAnotherTypeFails(SampleStats sample) {
    JsonNode file = MAPPER.readTree(sample.text());
    List<String> passed = new ArrayList<>();
    changeEachField(file, file, "", passed);
    assertEquals(List.of(), passed, "changed, and still fits the schema");
  }

  @Test
  void anUntimedFileWithAnEnvironmentFails() {
    ObjectNode untimed = (ObjectNode) MAPPER.readTree(SampleStats.untimed().text());
    JsonNode timed = MAPPER.readTree(SampleStats.timed().text());
    untimed.set("environment", timed.get("environment"));
    assertFalse(AllocStatsSchema.problems(untimed.toString()).isEmpty());
  }

  @Test
  void theSchemaAllowsNoAdditionalPropertiesAnywhere() throws IOException {
    List<String> open = new ArrayList<>();
    findOpenObjects(MAPPER.readTree(AllocStatsSchema.text()), "", open);
    assertEquals(List.of(), open);
  }

  private static void findOpenObjects(JsonNode node, String path, List<String> open) {
    if (node.isObject() && node.has("properties") && node.has("required")) {
      if (!node.path("additionalProperties").isBoolean()
          || node.path("properties").size() < node.path("required").size()) {
        open.add(path);
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      findOpenObjects(field.getValue(), path + "/" + field.getKey(), open);
    }
  }

  private static void changeEachField(
      JsonNode file, JsonNode node, String path, List<String> passed) {
    switch (node) {
      case ObjectNode object -> changeFieldsOf(file, object, path, passed);
      case ArrayNode array -> changeElementsOf(file, array, path, passed);
      default -> {}
    }
  }

  private static void changeFieldsOf(
      JsonNode file, ObjectNode object, String path, List<String> passed) {
    for (String name : List.copyOf(object.propertyNames())) {
      String at = path + "/" + name;
      changeEachField(file, object.get(name), at, passed);
      JsonNode value = object.remove(name);
      if (!isOptions(path)) {
        note(file, at + " removed", passed);
      }
      object.set(name + "x", value);
      if (!isOptions(path)) {
        note(file, at + " renamed", passed);
      }
      object.remove(name + "x");
      object.put(name, true);
      if (!value.isBoolean()) {
        note(file, at + " made true", passed);
      }
      object.put(name, -2);
      if (!isMeasure(path) && !name.equals("seed")) {
        note(file, at + " made -2", passed);
      }
      object.set(name, value);
    }
    object.put("more", 1); // an allocator's options are texts
    note(file, path + " with one field more", passed);
    object.remove("more");
  }

  private static void changeElementsOf(
      JsonNode file, ArrayNode array, String path, List<String> passed) {
    for (int i = 0; i < array.size(); i++) {
      String at = path + "/" + i;
      changeEachField(file, array.get(i), at, passed);
      JsonNode value = array.get(i);
      array.set(i, true);
      note(file, at + " made true", passed);
      array.set(i, -2);
      note(file, at + " made -2", passed);
      array.set(i, value);
    }
  }

  /** A measure of fragmentation is any number: it may be below 0. */
  private static boolean isMeasure(String path) {
    return path.endsWith("/fragmentation");
  }

  /** Each allocator has options of its own. */
  private static boolean isOptions(String path) {
    return path.equals("/trial/contender/options");
  }

  private static void note(JsonNode file, String change, List<String> passed) {
    if (AllocStatsSchema.problems(file.toString()).isEmpty()) {
      passed.add(change);
    }
  }

  @Test
  void theSampleHoldsEveryFieldOfTheSchema() {
    assertTrue(SampleStats.timed().text().contains("\"latency\": [{"));
    assertTrue(SampleStats.timed().text().contains("\"options\": {\"order\""));
    assertTrue(SampleStats.refused().text().contains("\"refused\""));
    assertTrue(SampleStats.stopped().text().contains("\"stopped_at\": {"));
  }
}
