// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Oracle: the tables that the 2014 tool published, through the command line. */
class PublishedTablesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path published() {
    String reference = System.getProperty("rmalloc.reference", "");
    assumeTrue(!reference.isEmpty(), "did not run: -Drmalloc.reference names no reference data");
    return Path.of(reference, "published");
  }

  private static String compare(String format, String... apps) throws IOException {
    List<String> files = new ArrayList<>();
    for (String app : apps) {
      try (Stream<Path> folder = Files.list(published().resolve(app))) {
        files.addAll(folder.map(Path::toString).sorted().toList());
      }
    }
    Collections.shuffle(files, new Random(files.size())); // --order has to mend it
    List<String> arguments =
        new ArrayList<>(
            List.of("compare", "--scoring", "2014", "--order", "locale", "--format", format));
    arguments.addAll(files);
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(out));
    assertEquals(0, command.execute(arguments.toArray(String[]::new)));
    return out.toString();
  }

  private static JsonNode expected(String app) {
    return JSON.readTree(published().resolve(app + "-tables.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soffice", "ls"})
  void jsonHoldsWhatWasPublished(String app) throws IOException {
    JsonNode apps = JSON.readTree(compare("json", app));
    assertEquals(1, apps.size());
    same(expected(app), apps.get(0));
  }

  @Test
  void severalApplicationsKeepTheirTables() throws IOException {
    JsonNode apps = JSON.readTree(compare("json", "soffice", "ls"));
    assertEquals(2, apps.size());
    for (JsonNode app : apps) {
      same(expected(app.get("app").stringValue()), app);
    }
    JsonNode best = apps.get(0).get("speed").get(0);
    assertEquals("jemalloc", best.get("driver").stringValue());
    // ls: stopped early, so last of 6 four times; soffice: 4th, 4th, 5th and 6th.
    assertEquals((6 * 4 + 4 + 4 + 5 + 6) / 8.0, best.get("mean_place").doubleValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soffice", "ls"})
  void latexHoldsTheRowsThatWerePublished(String app) throws IOException {
    String latex = compare("latex", app);
    for (String table : List.of("speed", "space")) {
      for (JsonNode row : expected(app).get(table)) {
        String line = row.get("row").stringValue().replace("%", "\\%");
        assertTrue(latex.contains("\n" + line + " \\\\\n"), line + " in " + latex);
      }
    }
  }

  private static void same(JsonNode expected, JsonNode actual) {
    assertEquals(expected.get("app"), actual.get("app"));
    assertEquals(expected.get("points"), actual.get("points"));
    for (String table : List.of("speed", "space")) {
      assertEquals(expected.get(table).size(), actual.get(table).size());
      for (int row = 0; row < expected.get(table).size(); row++) {
        sameRow(expected.get(table).get(row), actual.get(table).get(row));
      }
    }
  }

  private static void sameRow(JsonNode expected, JsonNode actual) {
    for (String name : expected.propertyNames()) {
      JsonNode want = expected.get(name);
      JsonNode got = actual.get(name);
      if (name.equals("row")) {
        continue; // what LaTeX prints
      }
      if (want.isString() || want.isIntegralNumber()) {
        assertEquals(want, got, expected + " " + name);
      } else {
        double tolerance = 1e-9 * Math.abs(want.doubleValue());
        assertEquals(want.doubleValue(), got.doubleValue(), tolerance, expected + " " + name);
      }
    }
  }
}
