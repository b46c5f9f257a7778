// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * The thread and the alignment of each op of a recording, held against what the program ({@code
 * owners.c}) writes down itself, by the shim and by heaprec. Does not run without a C compiler.
 */
class OwnersTest {
  private static final Path SOURCE = Path.of("../../recorder/test/owners.c");

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void compileProgram() throws Exception {
    assumeTrue(ProgramFile.search("cc").isPresent(), "did not run: no C compiler (cc)");
    assumeTrue(Files.exists(SOURCE), "did not run: no recorder sources beside this module");
    String target = shared.resolve("owners").toString();
    Process compiler =
        new ProcessBuilder("cc", "-fno-builtin", "-o", target, SOURCE.toString(), "-lpthread")
            .inheritIO()
            .start();
    assertEquals(0, compiler.waitFor());
  }

  @ParameterizedTest
  @CsvSource({"NONE, 1", "NONE, 8", "NONE, 64", "HEAPREC, 1", "HEAPREC, 8", "HEAPREC, 64"})
  void eachOpIsOfTheThreadThatTheProgramLogged(AccessRecordingMethod accesses, int threads)
      throws IOException {
    assumeToolsFor(accesses);
    Path log = folder.resolve("log");
    Trace trace = record(accesses, threads, log);
    Map<Integer, List<String>> expected = logged(log);
    assertEquals(threads, expected.size());
    Map<Integer, List<String>> recorded = recorded(trace, sizes(expected));
    assertEquals(threads, recorded.size());
    Set<Integer> numbers = new HashSet<>();
    for (List<String> ops : expected.values()) {
      int number = threadOf(ops.getFirst(), recorded);
      assertTrue(numbers.add(number), "two threads have number " + number);
      assertEquals(ops, recorded.get(number));
    }
    assertEquals(expected.get(0), recorded.get(0)); // main's own comes first
    assertEquals(threads > 1, trace.marks().hasThreads());
  }

  /** As many threads as the program has, and many more resizes than fit between two clock marks. */
  private Trace record(AccessRecordingMethod accesses, int threads, Path log) throws IOException {
    String program = shared.resolve("owners").toString();
    List<String> command = List.of(program, "" + threads, "" + 8000 / threads, log.toString());
    Path output = folder.resolve("out.hrec");
    RecordingReport report =
        ProgramRecorder.withToolsIn(shared.resolve("tools"), line -> {})
            .record(new RecordingSettings(command, output, accesses, false, false));
    assertEquals(0, report.exitStatus());
    assertTrue(report.isSound(), report.lines()::toString);
    return TraceReader.read(output, ReadOptions.DEFAULT);
  }

  private static void assumeToolsFor(AccessRecordingMethod accesses) throws IOException {
    if (accesses == AccessRecordingMethod.HEAPREC) {
      try {
        RecorderTools.in(shared.resolve("tools")).heaprec();
      } catch (RecordingException e) {
        assumeTrue(false, "did not run: " + e.getMessage());
      }
    }
  }

  /** The lines of the program's log, by its numbers of threads. */
  private static Map<Integer, List<String>> logged(Path log) throws IOException {
    Map<Integer, List<String>> ops = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      int blank = line.indexOf(' ');
      int thread = Integer.parseInt(line.substring(0, blank));
      String op = line.substring(blank + 1);
      ops.computeIfAbsent(thread, _ -> new ArrayList<>())
          .add(op.startsWith("F") ? op.substring(0, op.lastIndexOf(' ')) : op);
    }
    return ops;
  }

  /** All sizes that a log has requests of. */
  private static Set<Long> sizes(Map<Integer, List<String>> logged) {
    Set<Long> sizes = new HashSet<>();
    for (List<String> ops : logged.values()) {
      for (String op : ops) {
        String[] words = op.split(" ", -1);
        sizes.add(Long.parseLong(words[0].equals("R") ? words[2] : words[1]));
      }
    }
    return sizes;
  }

  /** The ops of a trace on blocks of these sizes, as lines of the log, by its threads. */
  private static Map<Integer, List<String>> recorded(Trace trace, Set<Long> sizes) {
    Map<Integer, List<String>> ops = new HashMap<>();
    long[] current = new long[trace.handleCount()]; // size by handle
    for (int op = 0; op < trace.opCount(); op++) {
      int handle = trace.handles()[op];
      long before = current[handle];
      long after = trace.sizes()[op];
      String line =
          switch (trace.kind(op)) {
            case NEW -> "N " + after + " " + (1L << trace.marks().log2Alignment(op));
            case RESIZE -> "R " + before + " " + after;
            case FREE -> "F " + before;
            case LOAD, STORE, MODIFY, LOCK, UNLOCK -> "";
          };
      if (line.isEmpty()) {
        continue;
      }
      current[handle] = after;
      if (sizes.contains(line.startsWith("F") ? before : after)) {
        ops.computeIfAbsent(trace.marks().thread(op), _ -> new ArrayList<>()).add(line);
      }
    }
    return ops;
  }

  private static int threadOf(String op, Map<Integer, List<String>> recorded) {
    return recorded.entrySet().stream()
        .filter(entry -> entry.getValue().contains(op))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not recorded: " + op));
  }
}
