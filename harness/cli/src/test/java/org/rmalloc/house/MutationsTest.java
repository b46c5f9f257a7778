// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The breaks that {@code .ci/mutate} makes still fit the code: each patch finds its lines, and the
 * tests that are to see it are there. Whether they do see it is for the script to find out.
 */
class MutationsTest {
  private static final List<String> FIELDS = List.of("breaks", "module", "tests", "says");

  @Test
  void everyPatchStillApplies() throws IOException {
    List<String> faults = new ArrayList<>();
    List<Path> patches = patches();
    assertTrue(patches.size() >= 30, patches::toString);
    for (Path patch : patches) {
      faults.addAll(
          faultsOf(Files.readAllLines(patch)).stream()
              .map(fault -> patch.getFileName() + ": " + fault)
              .toList());
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void aPatchThatNoLongerFitsIsFound() {
    List<String> patch =
        List.of(
            "breaks: something",
            "module: harness/cli",
            "tests: MutationsTest,NoSuchTest,MutationsTest#noSuchMethod",
            "says: something else",
            "",
            "--- a/CHANGELOG.md",
            "+++ b/CHANGELOG.md",
            "@@ -1,2 +1,1 @@",
            " # Changelog",
            "-no such line");
    assertEquals(
        List.of(
            "no test NoSuchTest in harness/cli",
            "no test MutationsTest#noSuchMethod in harness/cli",
            "CHANGELOG.md has no such lines: [# Changelog, no such line]"),
        faultsOf(patch));
    assertEquals(
        List.of("no line 'says: …'"),
        faultsOf(List.of("breaks: x", "module: harness/cli", "tests: MutationsTest", "")));
  }

  private static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(House.root().resolve(".ci/mutations"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  private static List<String> faultsOf(List<String> patch) {
    for (String field : FIELDS) {
      if (valueOf(field, patch).isEmpty()) {
        return List.of("no line '%s: …'".formatted(field));
      }
    }
    List<String> faults = new ArrayList<>();
    String module = valueOf("module", patch);
    for (String test : valueOf("tests", patch).split(",", -1)) {
      if (!isThere(test, module)) {
        faults.add("no test %s in %s".formatted(test, module));
      }
    }
    faults.addAll(Hunk.misfits(patch));
    return faults;
  }

  private static String valueOf(String field, List<String> patch) {
    String start = field + ": ";
    return patch.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** Whether a test, {@code ATest} or {@code ATest#one}, is among a module's. */
  private static boolean isThere(String test, String module) {
    String[] names = test.split("#", -1);
    try (Stream<Path> files = Files.walk(House.root().resolve(module).resolve("src/test/java"))) {
      return files
          .filter(file -> file.endsWith(names[0] + ".java"))
          .anyMatch(file -> names.length == 1 || declares(linesOf(file), names[1]));
    } catch (IOException e) {
      throw new IllegalStateException(module, e);
    }
  }

  private static boolean declares(List<String> source, String method) {
    return source.stream().anyMatch(line -> line.contains("void " + method + "("));
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }
}
