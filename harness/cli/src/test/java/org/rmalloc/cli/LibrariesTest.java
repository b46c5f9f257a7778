// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malloc libraries as users name them. */
final class LibrariesTest {
  @TempDir private Path folder;
  private Path trace;

  @BeforeEach
  void write() throws IOException {
    trace =
        Files.writeString(
            folder.resolve("t.ops"),
            "# rmalloc-ops 1 dialect=lock\n0 N 0 100\n1 N 0 50\n1 F 0 0\n0 F 0 0\n");
  }

  @Test
  void arenasAndLibrariesHaveATableEach() {
    requireCompiler();
    Execution run = run("-a", "glibc,firstfit", "--no-timing", "-o", "" + folder.resolve("d"));
    assertEquals(ExitCode.DONE, run.status(), run.err());
    int arenas = run.out().indexOf("\nfirstfit ");
    int libraries = run.out().indexOf("\nglibc ");
    assertTrue(arenas > 0 && libraries > arenas, run.out());
    assertTrue(run.out().contains("pages, not of an arena\n"), run.out());
    Execution compared =
        Execution.of(
            "compare",
            "" + folder.resolve("d/t.ops-glibc.json"),
            "" + folder.resolve("d/t.ops-firstfit.json"));
    assertEquals(ExitCode.DONE, compared.status(), compared.err());
    assertTrue(compared.out().contains("pages, not of an arena\n"), compared.out());
  }

  @Test
  void aCommandIsRecordedAndReplayed() {
    requireCompiler();
    Execution run =
        Execution.of(
            "run", "-a", "glibc,firstfit", "--no-timing", "--no-min-heap", "--", "true", "-a");
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(run.out().startsWith("true.hrec.zst: "), run.out());
    assertTrue(run.out().contains("\nglibc "), run.out());
  }

  @Test
  void aLibraryIsChecked() {
    requireCompiler();
    Execution check = Execution.of("check", "" + trace, "-a", "glibc,firstfit", "--quiet");
    assertEquals("glibc: no fault\nfirstfit: no fault\n", check.out(), check.err());
  }

  @Test
  void noMoreMemoryIsTakenThanThereIs() throws IOException {
    requireCompiler();
    Path huge =
        Files.writeString(folder.resolve("huge.ops"), "0 N 0 1099511627776\n0 U 0 0\n0 F 0 0\n");
    Execution check = Execution.of("check", "" + huge, "-a", "glibc", "--quiet");
    assertEquals(ExitCode.BAD_INPUT, check.status());
    assertTrue(
        check.err().startsWith("rmalloc: glibc: the replay takes about 1,572,864 MiB, but only "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -a firstfit --count                         | --count: no malloc library competes; drop it, or name one after -a
          -a glibc --option glibc.conf=x              | glibc: unknown option 'conf'; expected one of tunables, env, thp, ns-per-op, threads
          -a firstfit --threads one                   | --threads: no malloc library competes; drop it, or name one after -a
          -a glibc --threads two                      | glibc.threads: 'two'; expected 'one' or 'recorded'
          -a glibc --threads one --option glibc.threads=one | option 'glibc.threads': is given twice; leave one out
          -a firstfit --payload full                  | --payload: no malloc library competes; drop it, or name one after -a
          -a glibc --payload none                     | --payload: found 'none', expected full or recorded
          -a glibc --option glibc.ns-per-op=-1        | glibc.ns-per-op: '-1'; expected 0 to 999999999, or recorded
          -a glibc --option glibc.thp=maybe           | glibc.thp: 'maybe'; expected on or off
          -a glibc --option glibc.env=LD_PRELOAD=x    | glibc.env: 'LD_PRELOAD=x'; expected NAME=VALUE, and not LD_PRELOAD
          -a glibc --option jemalloc.conf=x           | option 'jemalloc.conf': no contender or allocator is called 'jemalloc'
          --native mine                               | --native 'mine': expected NAME=FILE, such as mine=build/libmine.so
          --native glibc=x.so                         | --native 'glibc=x.so': the name glibc is taken; give another one
          --native mine=/nowhere/x.so                 | mine: /nowhere/x.so: no file that can be read
          """)
  void badRequestsAreOneLine(String options, String message) {
    Execution run = run(options.split(" ", -1));
    assertEquals(ExitCode.BAD_INPUT, run.status());
    assertEquals(List.of("rmalloc: " + message), run.err().lines().toList());
  }

  @Test
  void theyAreListed() {
    Execution allocators = Execution.of("allocators");
    assertTrue(allocators.out().contains("\nglibc "), allocators.out());
    assertTrue(allocators.out().contains("--option glibc.tunables=TEXT\n"), allocators.out());
    assertTrue(Execution.of("doctor").out().contains("\nglibc       found "));
  }

  private Execution run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", trace.toString(), "--quiet"));
    arguments.addAll(Arrays.asList(options));
    return Execution.of(arguments);
  }

  private static void requireCompiler() {
    boolean can =
        System.getProperty("os.name").equals("Linux")
            && new ExternalTool("", List.of("cc"), "--version", "").find().isPresent();
    if (!can && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("no C compiler (cc)");
    }
    if (!can) {
      abort("did not run: no C compiler (cc)");
    }
  }
}
