// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare --trace}: drawn for the files of the trace, refused for any other. */
class GrapherTest {
  private static final String OPS = "0 N 0 64\n1 N 0 32\n1 F 0 0\n2 N 0 16\n";

  @TempDir private Path folder;
  private Path trace;
  private Path charts;

  @BeforeEach
  void writeTrace() throws IOException {
    trace = Files.writeString(folder.resolve("x.ops"), OPS);
    charts = folder.resolve("charts");
  }

  private Path stats(String... more) {
    Path stats = folder.resolve("x.json");
    String[] fixed = {"stats", trace.toString(), "-a", "firstfit", "--no-timing", "--heap", "4KiB"};
    String[] arguments = new String[fixed.length + more.length + 2];
    System.arraycopy(fixed, 0, arguments, 0, fixed.length);
    System.arraycopy(more, 0, arguments, fixed.length, more.length);
    arguments[arguments.length - 2] = "-o";
    arguments[arguments.length - 1] = stats.toString();
    assertEquals(0, Execution.of(arguments).status());
    return stats;
  }

  private Execution compare(Path stats, Path of, String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", stats.toString()));
    arguments.addAll(List.of("--charts", charts.toString(), "--trace", of.toString()));
    arguments.addAll(List.of(more));
    return Execution.of(arguments);
  }

  private void assertRefused(Execution execution, String message) {
    assertEquals(2, execution.status(), execution::toString);
    assertEquals("", execution.out());
    assertEquals(1, execution.err().lines().count(), execution::toString);
    assertTrue(execution.err().startsWith("rmalloc: --trace: " + message), execution::toString);
    assertFalse(Files.exists(charts));
  }

  @Test
  void theLivesOfItsBlocksAreDrawn() throws IOException {
    Execution execution = compare(stats(), trace);
    assertEquals(0, execution.status(), execution::toString);
    for (String format : new String[] {"svg", "pdf", "png"}) {
      assertTrue(Files.size(charts.resolve("grapher." + format)) > 1000, format);
    }
    String svg = Files.readString(charts.resolve("grapher.svg"));
    assertTrue(svg.contains("Lifetimes of all 3 blocks; grey ones are never freed"));
  }

  @Test
  void aForeignTraceIsRefused() throws IOException {
    Path foreign = Files.writeString(folder.resolve("y.ops"), OPS + "2 F 0 0\n");
    assertRefused(compare(stats(), foreign), "found y.ops of SHA-256 ");
  }

  @Test
  void filesOfSeveralRoundsOfItAreRefused() {
    Execution execution = compare(stats("--rounds", "2"), trace);
    assertRefused(
        execution, folder.resolve("x.json") + " was made of x.ops after the steps [rounds=2");
  }

  @Test
  void itIsReadAsItWasForTheFiles() throws IOException {
    Files.writeString(trace, "0 N 0 64\n0 L 0 4\nnonsense\n0 F 0 0\n");
    Path stats = stats("--dialect", "lock", "--lenient");
    assertEquals(2, compare(stats, trace).status(), "L may be a load");
    assertEquals(2, compare(stats, trace, "--dialect", "lock").status(), "a line is bad");
    Execution execution = compare(stats, trace, "--dialect", "lock", "--lenient");
    assertEquals(0, execution.status(), execution::toString);
    assertEquals("", compare(stats, trace, "--dialect", "lock", "--lenient", "--quiet").err());
    assertTrue(execution.err().contains("x.ops"), "what was skipped is told");
  }

  @Test
  void withoutItNothingSaysHowItIsRead() {
    Path stats = stats();
    for (String option : List.of("--lenient", "--strict", "--dialect=lock")) {
      Execution execution = Execution.of("compare", stats.toString(), option);
      assertEquals(2, execution.status(), execution::toString);
      String name = option.replaceFirst("=.*", "");
      assertTrue(
          execution.err().startsWith("rmalloc: " + name + ": has no effect here, since "),
          execution.err());
    }
  }

  @Test
  void withoutChartsItIsRefused() {
    Path stats = stats();
    Execution execution = Execution.of("compare", stats.toString(), "--trace", trace.toString());
    assertRefused(execution, "has no effect without --charts");
  }
}
