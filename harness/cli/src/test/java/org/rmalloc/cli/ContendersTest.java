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

/** Contenders as users type them, and what becomes of those that cannot compete. */
final class ContendersTest {
  @TempDir private Path folder;
  private Path lifo;

  @BeforeEach
  void write() throws IOException {
    lifo =
        Files.writeString(
            folder.resolve("lifo.ops"),
            "# rmalloc-ops 1 dialect=lock\n0 N 0 100\n1 N 0 50\n1 F 0 0\n0 F 0 0\n");
  }

  @Test
  void twoOfOneLabelAreRefused() throws IOException {
    Execution run = run("-a", "dlmalloc,dlmalloc", "-o", "" + folder.resolve("d"));
    assertEquals(ExitCode.BAD_INPUT, run.status());
    assertEquals(
        List.of(
            "rmalloc: two contenders are called 'dlmalloc'; give one a label, such as"
                + " other=dlmalloc"),
        run.err().lines().toList());
    assertTrue(Files.notExists(folder.resolve("d")));
  }

  @Test
  void oneAllocatorCompetesWithTwoOptions() {
    Execution run = run("-a", "firstfit,lifo=firstfit:order=lifo:align=1");
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(run.out().contains("\nfirstfit "), run.out());
    assertTrue(run.out().contains("\nlifo "), run.out());
  }

  @Test
  void peaksThatAreLiveBytesDoNotMakeALowerBound() {
    Execution run =
        run(
            "-a",
            "firstfit,bestfit,optimal",
            "--option",
            "firstfit.header=0",
            "--option",
            "firstfit.align=1");
    String row = run.out().lines().filter(line -> line.startsWith("firstfit")).findFirst().get();
    assertTrue(row.contains("*150"), row);
    assertTrue(run.out().contains("optimal is a lower bound and is not ranked."), run.out());
    assertFalse(run.out().contains("firstfit is a lower bound"), run.out());
  }

  @Test
  void aBadOptionIsOneLineForRunAndStatsAlike() {
    for (String command : List.of("run", "stats")) {
      Execution execution =
          Execution.of(command, "" + lifo, "-a", "dlmalloc", "--option", "dlmalloc.start=8192");
      assertEquals(ExitCode.BAD_INPUT, execution.status());
      assertEquals(
          List.of(
              "rmalloc: dlmalloc: option start: found 8192, expected less than the granularity,"
                  + " 4096"),
          execution.err().lines().toList());
    }
  }

  @Test
  void aHeapTooSmallIsARowWithItsReasonInRunAndOneLineInStats() {
    Execution run = run("-a", "tlsf,firstfit", "--heap", "64");
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(run.out().contains("tlsf: heap of 64 bytes: too small, at least "), run.out());
    assertFalse(run.out().contains("tlsf did not finish"), run.out());
    Path file = folder.resolve("tlsf.json");
    Execution stats =
        Execution.of("stats", "" + lifo, "-a", "tlsf", "--heap", "64", "-o", "" + file);
    assertEquals(ExitCode.BAD_INPUT, stats.status());
    assertTrue(stats.err().startsWith("rmalloc: tlsf: heap of 64 bytes: too small"), stats.err());
    assertTrue(Files.notExists(file));
  }

  @Test
  void noHeapIsClaimedToHaveBeenTriedWhereNoneCanBe() throws IOException {
    Path huge =
        Files.writeString(
            folder.resolve("huge.ops"),
            "# rmalloc-ops 1 dialect=lock\n0 N 0 2147483648\n0 F 0 0\n1 N 0 16\n1 F 0 0\n");
    Execution run =
        Execution.of("run", "" + huge, "--no-timing", "--heap", "4096", "-a", "optimal");
    assertTrue(
        run.out()
            .replaceAll("\\s+", " ")
            .contains(
                "optimal has no smallest heap: not tried: the peak of live bytes, 2147483648, is"
                    + " above the largest heap, 2147483632"),
        run.out());
  }

  @Test
  void severalTracesHaveATableEachAndFilesApart() throws IOException {
    Path other = Files.createDirectory(folder.resolve("sub")).resolve("lifo.ops");
    Files.writeString(other, Files.readString(lifo).replace("100", "200"));
    Path into = folder.resolve("both");
    Execution run =
        Execution.of(
            "run", "" + lifo, "" + other, "--no-timing", "-a", "firstfit", "-o", "" + into);
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertEquals(2, run.out().lines().filter(line -> line.startsWith("lifo.ops: ")).count());
    try (var files = Files.list(into)) {
      assertEquals(
          List.of("lifo.ops-firstfit-2.json", "lifo.ops-firstfit.json", "report.html"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private Execution run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "" + lifo, "--no-timing"));
    arguments.addAll(List.of(options));
    return Execution.of(arguments);
  }
}
