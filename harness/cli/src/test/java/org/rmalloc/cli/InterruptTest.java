// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command that is ended from outside leaves no half-written file and no temporary one, and what
 * was complete stays. Ended by SIGTERM, since a child may have been told to ignore SIGINT; both end
 * a virtual machine in the same way.
 */
final class InterruptTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;
  @TempDir private Path temporary;
  @TempDir private Path talks;
  private Path talk;

  @BeforeEach
  void nameTalk() {
    talk = talks.resolve("talk");
  }

  @Test
  void translateLeavesNothingHalfWritten() throws Exception {
    endsCleanly("translate", ">>> N 100 8\n");
  }

  @Test
  void lockLeavesNoCopyOfStandardInput() throws Exception {
    endsCleanly("lock", "0 N 16 8\n");
  }

  @Test
  void runKeepsTheFilesOfTheAllocatorsThatAreDone() throws Exception {
    Path trace = folder.resolve("long.ops");
    assertEquals(0, Execution.of(longTrace(trace)).status());
    Path out = folder.resolve("out");
    // named, since the allocators of the test kit would take minutes
    String options =
        "run %s -a bestfit,firstfit,nextfit --jobs 1 --no-timing -o %s".formatted(trace, out);
    Process process = start(options.split(" "));
    Path first = out.resolve("long.ops-bestfit.json");
    awaitWhile(process, () -> !Files.exists(first));
    process.destroy();
    assertEquals(ExitCode.INTERRUPTED, process.waitFor());
    List<String> said = Files.readAllLines(talk); // progress first, on a busy machine
    assertEquals("rmalloc: interrupted", said.getLast());
    String done = "interrupted; these contenders were done before: bestfit";
    assertTrue(said.stream().anyMatch(line -> line.startsWith(done)), said::toString);
    for (Path file : filesIn(out)) {
      assertTrue(Files.readString(file).endsWith("}\n"), file + " is whole");
    }
    assertEquals(List.of(), filesIn(temporary));
  }

  @Test
  void compareLeavesNoHalfWrittenChart() throws Exception {
    Path trace = Files.writeString(folder.resolve("x.ops"), "0 N 0 64\n0 F 0 0\n");
    Path stats = folder.resolve("x.json");
    String options = "stats %s -a firstfit --heap 4KiB --no-timing -o %s".formatted(trace, stats);
    assertEquals(0, Execution.of(options.split(" ")).status());
    Path charts = folder.resolve("charts");
    Process process = start("compare", stats.toString(), "--charts", charts.toString());
    awaitWhile(process, () -> unfinished(charts).isEmpty());
    process.destroy();
    assertEquals(TERMINATED, process.waitFor());
    assertEquals(List.of(), unfinished(charts));
  }

  private static List<String> unfinished(Path charts) {
    String[] names = charts.toFile().list((_, name) -> name.endsWith(".part"));
    return names == null ? List.of() : List.of(names);
  }

  private static String[] longTrace(Path file) {
    String options = "synth --ops 200000 --live 2000 --sizes uniform(1..1000) -o " + file;
    return options.split(" ");
  }

  /** Starts a command that waits for more input once it has started to write, and ends it. */
  private void endsCleanly(String command, String input) throws Exception {
    Path complete = Files.writeString(folder.resolve("complete"), "stays");
    List<Path> before = filesIn(folder);
    Process process = start(command, "-", "-o", folder.resolve("out.ops").toString());
    process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    awaitWhile(process, () -> filesIn(folder).equals(before) && filesIn(temporary).isEmpty());
    process.destroy();
    assertEquals(TERMINATED, process.waitFor());
    assertEquals(before, filesIn(folder));
    assertEquals(List.of(), filesIn(temporary));
    assertEquals("stays", Files.readString(complete));
  }

  private Process start(String... words) throws IOException {
    return Execution.ofItsOwn(List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData"), words)
        .redirectOutput(talk.toFile())
        .start();
  }

  private void awaitWhile(Process process, BooleanSupplier waits) throws Exception {
    while (waits.getAsBoolean()) {
      assertFalse(process.waitFor(10, TimeUnit.MILLISECONDS), Files.readString(talk));
    }
  }

  private List<Path> filesIn(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.equals(talk))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
