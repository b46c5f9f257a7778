// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each Java source file begins with its licence. */
final class LicenceTest {
  private static final String LINE = "// SPDX-License-Identifier: Apache-2.0";

  @Test
  void everySourceFileNamesItsLicence() throws IOException {
    List<Path> without = new ArrayList<>();
    for (Path file : House.sourceFiles()) {
      if (!Files.readString(file).startsWith(LINE)) {
        without.add(file);
      }
    }
    assertEquals(List.of(), without);
  }
}
