// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every Java file is as google-java-format leaves it: {@code .ci/format} makes it so. */
class SourceFormatTest {

  @Test
  void everySourceFileIsFormatted() throws IOException {
    List<Path> sources = House.sourceFiles();
    assertFalse(sources.isEmpty());
    List<Path> unformatted = sources.stream().filter(file -> !isFormatted(file)).toList();
    assertEquals(List.of(), unformatted, "run .ci/format");
  }

  @Test
  void aFileWithOddSpacingIsNotFormatted() throws FormatterException {
    String odd = "class  A {}\n";
    assertFalse(odd.equals(formatted(odd)));
  }

  private static boolean isFormatted(Path file) {
    try {
      String source = Files.readString(file);
      return source.equals(formatted(source));
    } catch (IOException | FormatterException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private static String formatted(String source) throws FormatterException {
    return new Formatter().formatSourceAndFixImports(source);
  }
}
