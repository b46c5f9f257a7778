// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;
import org.rmalloc.trace.translate.CProgramWriter;
import org.rmalloc.trace.translate.RepWriter;

/** From ops to what others read, and back: the requests are the same. */
class WayBackTest {
  @TempDir private Path folder;

  @Test
  void aRepIsReadAsTheTraceWithAllBlocksFreed() throws IOException {
    for (int seed = 0; seed < 500; seed++) {
      Trace trace = RandomTraces.access(seed, true);
      ByteArrayOutputStream rep = new ByteArrayOutputStream();
      RepWriter.write(trace, rep);
      Trace back =
          TraceReader.read("x", new ByteArrayInputStream(rep.toByteArray()), ReadOptions.DEFAULT);
      List<String> expected = requests(trace, 0);
      List<Integer> live = new ArrayList<>();
      for (int op = 0; op < trace.opCount(); op++) {
        if (trace.kind(op) == OpKind.NEW) {
          live.add(trace.handles()[op]);
        } else if (trace.kind(op) == OpKind.FREE) {
          live.remove((Integer) trace.handles()[op]);
        }
      }
      live.forEach(handle -> expected.add("FREE " + handle));
      assertEquals(expected, requests(back, 0), "seed " + seed);
      assertEquals(4 + expected.size(), rep.toString(StandardCharsets.US_ASCII).lines().count());
    }
  }

  /** The program is recorded as it runs, so that what it asks of malloc is seen. */
  @Test
  void theProgramAsksForWhatTheTraceDid() throws Exception {
    assumeTrue(isOnPath("cc"), "did not run: no C compiler (cc)");
    assumeTrue(
        Files.isDirectory(Path.of("../../recorder")), "did not run: no recorder beside this");
    for (int seed = 1; seed <= 3; seed++) {
      Trace trace = RandomTraces.access(seed, true);
      Path source = folder.resolve("x.c");
      try (OutputStream stream = Files.newOutputStream(source)) {
        CProgramWriter.write(trace, stream);
      }
      String program = folder.resolve("x" + seed).toString();
      assertEquals(0, cc("-std=c99", "-Wall", "-Wextra", "-Werror", "-o", program, "" + source));
      Path recording = folder.resolve("x" + seed + ".hrec");
      ProgramRecorder.withToolsIn(folder.resolve("tools"), line -> {})
          .record(
              new RecordingSettings(
                  List.of(program), recording, AccessRecordingMethod.NONE, false, false));
      List<String> expected = requests(trace, 1);
      List<String> recorded = requests(TraceReader.read(recording, ReadOptions.DEFAULT), 1);
      // it prints at its end, for which the C library allocates
      assertTrue(recorded.size() <= expected.size() + 2, recorded::toString);
      assertEquals(expected, recorded.subList(0, expected.size()), "seed " + seed);
    }
  }

  /** What malloc aligns anyhow is asked of malloc. */
  @Test
  void theProgramAsksForTheAlignmentsOfTheTrace() throws Exception {
    assumeTrue(isOnPath("cc"), "did not run: no C compiler (cc)");
    assumeTrue(
        Files.isDirectory(Path.of("../../recorder")), "did not run: no recorder beside this");
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    for (int log2 = 0; log2 <= 21; log2++) {
      builder.mark(OpAnnotationKind.ALIGNMENT, 1L << log2);
      builder.add(OpKind.NEW, log2, 0, 100 + log2);
    }
    builder.add(OpKind.RESIZE, 12, 0, 5000);
    Path source = folder.resolve("aligned.c");
    try (OutputStream stream = Files.newOutputStream(source)) {
      CProgramWriter.write(builder.build(TraceProvenance.made("test")), stream);
    }
    String program = folder.resolve("aligned").toString();
    assertEquals(0, cc("-std=c99", "-Wall", "-Wextra", "-Werror", "-o", program, "" + source));
    Path recording = folder.resolve("aligned.hrec");
    ProgramRecorder.withToolsIn(folder.resolve("tools"), line -> {})
        .record(
            new RecordingSettings(
                List.of(program), recording, AccessRecordingMethod.NONE, false, false));
    Trace recorded = TraceReader.read(recording, ReadOptions.DEFAULT);
    for (int log2 = 0; log2 <= 21; log2++) {
      assertEquals(100 + log2, recorded.sizes()[log2]);
      assertEquals(log2 < 3 ? 0 : log2, recorded.marks().log2Alignment(log2));
    }
    assertEquals(OpKind.RESIZE, recorded.kind(22));
  }

  /** The requests of a trace; C's malloc may answer a size of 0 with nothing, so it asks for 1. */
  private static List<String> requests(Trace trace, long leastSize) {
    List<String> requests = new ArrayList<>();
    for (int op = 0; op < trace.opCount(); op++) {
      OpKind kind = trace.kind(op);
      if (kind.isRequest()) {
        String size = kind == OpKind.FREE ? "" : " " + Math.max(leastSize, trace.sizes()[op]);
        requests.add(kind + " " + trace.handles()[op] + size);
      }
    }
    return requests;
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
  }

  private static int cc(String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("cc"), Stream.of(arguments)).toList();
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
