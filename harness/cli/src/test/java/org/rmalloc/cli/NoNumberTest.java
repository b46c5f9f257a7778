// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A figure that is none is printed as a dash: one block of 0 bytes leaves many without a value. */
final class NoNumberTest {
  @TempDir private Path folder;

  @Test
  void noOutputSaysNanOrInfinity() throws IOException {
    Path trace = folder.resolve("zero.ops");
    Files.writeString(trace, "# rmalloc-ops 1 dialect=access\n0 N 16 0\n0 F 16 0\n");
    Path results = folder.resolve("results");
    says(
        ExitCode.DONE,
        "run",
        trace.toString(),
        "--columns",
        "all",
        "--quiet",
        "--forks",
        "1",
        "-a",
        "dlmalloc,tlsf,rmalloc2,optimal",
        "-o",
        results.toString());
    List<String> files;
    try (Stream<Path> all = Files.list(results)) {
      files = all.map(Path::toString).filter(file -> file.endsWith(".json")).sorted().toList();
    }
    for (String format : List.of("text", "json", "csv", "markdown", "latex")) {
      says(
          ExitCode.DONE,
          Stream.concat(Stream.of("compare", "--format", format), files.stream())
              .toArray(String[]::new));
    }
    says(ExitCode.DONE, "lifetime", trace.toString(), "-o", folder.resolve("l.tsv").toString());
    none(Files.readString(folder.resolve("l.tsv")));
    String page = Files.readString(results.resolve("zero.ops-report.html"));
    none(page.substring(page.indexOf("<body>"), page.indexOf("</script>"))); // its markup and data
  }

  private static void says(int status, String... arguments) {
    Execution execution = Execution.of(arguments);
    assertEquals(status, execution.status(), execution.err());
    none(execution.out() + execution.err());
  }

  private static void none(String text) {
    assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
  }
}
