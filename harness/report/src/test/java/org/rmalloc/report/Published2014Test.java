// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.report.points.ComparedFileOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Oracle: the tables that the 2014 tool published, from the files that it published. */
class Published2014Test {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path published() {
    String reference = System.getProperty("rmalloc.reference", "");
    assumeTrue(!reference.isEmpty(), "did not run: -Drmalloc.reference names no reference data");
    return Path.of(reference, "published");
  }

  /** The files of one application, shuffled: the order option has to mend it. */
  private static List<Path> files(String app) throws IOException {
    try (Stream<Path> files = Files.list(published().resolve(app))) {
      List<Path> shuffled = new ArrayList<>(files.sorted().toList());
      Collections.shuffle(shuffled, new Random(2014));
      return shuffled;
    }
  }

  private static JsonNode expected(String app) {
    return JSON.readTree(published().resolve(app + "-tables.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soffice", "ls"})
  void everyValueIsAsPublished(String app) throws IOException {
    JsonNode expected = expected(app);
    JsonNode actual =
        JSON.readTree(
                StatsFileComparison.of(files(app), ComparedFileOrder.LOCALE)
                    .scored2014(CompareFormat.JSON))
            .get(0);
    assertEquals(expected.get("app"), actual.get("app"));
    assertEquals(expected.get("points"), actual.get("points"));
    for (String table : List.of("speed", "space")) {
      assertEquals(expected.get(table).size(), actual.get(table).size());
      for (int row = 0; row < actual.get(table).size(); row++) {
        compare(expected.get(table).get(row), actual.get(table).get(row));
      }
    }
  }

  private static void compare(JsonNode expected, JsonNode actual) {
    for (String name : actual.propertyNames()) {
      JsonNode want = expected.get(name);
      JsonNode got = actual.get(name);
      if (want.isString() || want.isIntegralNumber()) {
        assertEquals(want, got, expected + " " + name);
      } else {
        double tolerance = 1e-9 * Math.abs(want.doubleValue());
        assertEquals(want.doubleValue(), got.doubleValue(), tolerance, expected + " " + name);
      }
    }
    assertEquals(expected.size() - 1, actual.size(), "all but the printed row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soffice", "ls"})
  void latexPrintsTheRowsAsPublished(String app) throws IOException {
    String latex =
        StatsFileComparison.of(files(app), ComparedFileOrder.LOCALE)
            .scored2014(CompareFormat.LATEX);
    for (String table : List.of("speed", "space")) {
      for (JsonNode row : expected(app).get(table)) {
        String line = row.get("row").stringValue().replace("%", "\\%");
        assertTrue(latex.contains("\n" + line + " \\\\\n"), line + "\nnot in\n" + latex);
      }
    }
  }
}
