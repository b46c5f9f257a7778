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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The changes that {@code .ci/gate-plants} plants still fit the code. Whether the gate judges them
 * rightly is for the script to find out.
 */
final class GatePatchesTest {
  @ParameterizedTest
  @ValueSource(strings = {"caught", "passes"})
  void everyPatchStillApplies(String kind) throws IOException {
    List<String> faults = new ArrayList<>();
    List<Path> patches = patches(kind);
    assertTrue(patches.size() >= 12, patches::toString);
    for (Path patch : patches) {
      List<String> lines = Files.readAllLines(patch);
      if (!lines.getFirst().startsWith("plants: ")) {
        faults.add(patch.getFileName() + ": no line 'plants: …'");
      }
      Hunk.misfits(lines).forEach(misfit -> faults.add(patch.getFileName() + ": " + misfit));
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void aPatchThatNoLongerFitsIsFound() {
    assertEquals(
        List.of("README.md has no such lines: [no such line]"),
        Hunk.misfits(
            List.of("--- a/README.md", "+++ b/README.md", "@@ -1 +1 @@", "-no such line")));
    assertEquals(List.of("it changes nothing"), Hunk.misfits(List.of("plants: nothing")));
  }

  private static List<Path> patches(String kind) throws IOException {
    try (Stream<Path> files = Files.list(House.root().resolve(".ci/gate-patches").resolve(kind))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }
}
