// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final String NAMES = "firstfit,rmalloc-compacting,optimal";

  @TempDir private Path folder;
  private Path trace;

  @BeforeEach
  void trace() {
    trace = folder.resolve("t.ops");
    assertEquals(
        0,
        Main.execute(
            "synth",
            "--ops",
            "400",
            "--live",
            "40",
            "--sizes",
            "uniform(8..400)",
            "--seed",
            "1",
            "-o",
            trace.toString()));
  }

  private Path run(String... options) {
    List<String> arguments =
        Stream.concat(
                Stream.of("run", trace.toString(), "-a", NAMES, "--no-timing", "--quiet"),
                Stream.of(options))
            .toList();
    assertEquals(0, Main.execute(arguments.toArray(String[]::new)));
    return folder;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theReportStandsBesideTheAllocStats() throws IOException {
    Path into = folder.resolve("results");
    run("-o", into.toString());
    assertEquals(
        List.of(
            "t.ops-firstfit.json",
            "t.ops-optimal.json",
            "t.ops-report.html",
            "t.ops-rmalloc-compacting.json"),
        names(into));
    String page = Files.readString(into.resolve("t.ops-report.html"));
    assertTrue(page.contains("<strong>Smallest heap:</strong>"), "what alloc-stats do not tell");
    assertTrue(page.contains("<strong>Does moving blocks pay:</strong>"), "with and without");
    assertTrue(page.contains("t.ops-firstfit.json"), "the full files are named");
    assertTrue(page.contains("<summary>What the peak footprints consist of"), "the split");
    assertTrue(page.contains("lack of foresight"), "divided by a plan that nobody asked for");
    assertTrue(
        page.contains("<summary>How many bytes must be moved, by the size of the heap"),
        "the frontier");
    assertTrue(page.contains("<p>Where memory and cost count alike, choose "), "a choice");
  }

  @Test
  void aFrontierIsLeftOutWhereAskedToAndRefusedWithoutAReport() throws IOException {
    Path page = folder.resolve("page.html");
    run("--html", page.toString(), "--frontier", "never");
    assertFalse(Files.readString(page).contains("How much must move"));
    Execution refused = Execution.of("run", trace.toString(), "--frontier", "always");
    assertEquals(2, refused.status());
    assertEquals(
        "rmalloc: --frontier has no effect without a report; add -o or --html",
        refused.err().strip());
  }

  @Test
  void aReportAloneLeavesNothingElse(@TempDir Path temporary) throws Exception {
    Path page = folder.resolve("page.html");
    List<String> options = List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData");
    Process process =
        Execution.ofItsOwn(
                options,
                "run",
                trace.toString(),
                "-a",
                NAMES,
                "--no-timing",
                "--frontier",
                "never",
                "--html",
                page.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
    assertEquals(List.of("page.html", "t.ops"), names(folder));
    assertEquals(List.of(), names(temporary), "the alloc-stats that it was made of");
  }

  @Test
  void noReportIsMadeUnasked() throws IOException {
    run();
    assertEquals(List.of("t.ops"), names(folder));
    assertFalse(Files.exists(Path.of("t.ops-report.html")));
  }
}
