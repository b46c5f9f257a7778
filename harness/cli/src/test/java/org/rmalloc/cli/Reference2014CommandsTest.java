// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The commands under {@code --compat 2014} against the files of 2014, where these are at hand. */
@EnabledIfSystemProperty(
    named = "rmalloc.reference",
    matches = ".+",
    disabledReason = "the files of 2014 are not at hand; -Drmalloc.reference=FOLDER names them")
class Reference2014CommandsTest {
  private static final Path SAMPLE =
      Path.of(System.getProperty("rmalloc.reference", "")).resolve("sample");

  @TempDir private Path folder;

  @Test
  void lockWritesTheirBytes() throws IOException {
    run("lock", "fine", "soffice.lockopsfull");
    run("lock", "coarse", "soffice.lockops");
  }

  @Test
  void lifetimeWritesTheirValues() throws IOException {
    Path written = folder.resolve("x.tsv");
    assertEquals(0, Main.execute("lifetime", "--compat", "2014", ops(), "-o", written.toString()));
    List<String> expected = Files.readAllLines(SAMPLE.resolve("soffice.lifetimes.tsv"));
    List<String> actual = Files.readAllLines(written);
    assertEquals(expected.subList(0, 2), actual.subList(0, 2));
    assertEquals(expected.size(), actual.size());
    for (int i = 2; i < expected.size(); i++) {
      assertEquals(values(expected.get(i)), values(actual.get(i)), "line " + (i + 1));
    }
  }

  private static List<Double> values(String line) {
    return List.of(line.split("\t", -1)).stream().map(Double::parseDouble).toList();
  }

  private void run(String command, String method, String expected) throws IOException {
    Path written = folder.resolve(expected);
    int status =
        Main.execute(
            command,
            "--quiet",
            "--compat",
            "2014",
            "--method",
            method,
            ops(),
            "-o",
            written.toString());
    assertEquals(0, status);
    assertEquals(-1, Files.mismatch(SAMPLE.resolve(expected), written), expected);
  }

  private static String ops() {
    return SAMPLE.resolve("soffice.ops.gz").toString();
  }
}
