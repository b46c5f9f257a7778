// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.lock.LockSimulatingTraceReader;
import org.rmalloc.trace.lock.LockSimulationMethod;
import org.rmalloc.trace.lock.OpsFileLockSimulation;
import org.rmalloc.trace.lock.RecentAccessLockParameters;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;
import org.rmalloc.trace.rounds.TraceRepeater;
import org.rmalloc.trace.translate.RecordingTranslation;
import org.rmalloc.trace.translate.TranslationSettings;

/** Alignments, threads and times, through everything that is done to a trace. */
class OpAnnotationsTest {
  private static final String OPS =
      """
      # rmalloc-ops 2 dialect=access
      0 C 9 0
      0 N 4096 16 4096
      1 T 0 0
      0 S 4096 4
      0 R 64 48
      0 C 1000009 0
      0 T 0 0
      0 F 64 0
      """;

  private static final LockSimulationMethod FINE =
      new LockSimulationMethod.Fine(RecentAccessLockParameters.parse("1", "0.5"), false);

  @Test
  void aTraceIsWrittenAsItWasRead() throws IOException {
    assertEquals(OPS, written(read(ReadOptions.DEFAULT.withAddresses())));
  }

  @Test
  void theBlockOfAResizeKeepsItsAlignment() throws IOException {
    ReadOptions split = ReadOptions.DEFAULT.withAddresses().withRealloc(ReallocMode.FREE_NEW);
    String expected =
        """
        # rmalloc-ops 2 dialect=access
        # step realloc=free-new
        0 C 9 0
        0 N 4096 16 4096
        1 T 0 0
        0 S 4096 4
        0 F 64 0
        1 N 64 48 4096
        0 C 1000009 0
        0 T 0 0
        1 F 64 0
        """;
    assertEquals(expected, written(read(split)));
    String recording = ">>> N 4096 16 4096\n>>> R 4096 64 48\n>>> F 64 0\n";
    String translated = "0 N 4096 16 4096\n0 F 4096 0\n1 N 64 48 4096\n1 F 64 0\n";
    assertEquals(translated, translated(recording, ReallocMode.FREE_NEW));
  }

  @Test
  void aLockedTraceKeepsThem() throws IOException {
    String expected =
        """
        0 C 9 0
        0 N 0 16 4096
        1 T 0 0
        0 L 0 0
        0 U 0 0
        0 R 0 48
        0 C 1000009 0
        0 T 0 0
        0 F 0 0
        """;
    Trace locked =
        LockSimulatingTraceReader.read(
            OpAnnotationsTest::open, ReadOptions.DEFAULT, ReallocMode.RESIZE, Optional.of(FINE));
    assertEquals(withoutComments(expected), withoutComments(written(locked)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpsFileLockSimulation.lock(OpAnnotationsTest::open, ReadOptions.DEFAULT, FINE, false, out);
    assertEquals("# rmalloc-ops 2 dialect=lock", text(out).lines().findFirst().orElse(""));
  }

  @Test
  void roundsKeepAlignmentsAndThreads() throws IOException {
    Trace rounds = TraceRepeater.repeat(read(ReadOptions.DEFAULT), 2, 0, 1);
    assertEquals(12, rounds.marks().log2Alignment(4));
    assertEquals(1, rounds.marks().thread(5));
    assertEquals(0, rounds.marks().thread(7));
    assertEquals(0, rounds.marks().clockOps().length);
  }

  @Test
  void aFileWithoutAnyIsOfVersion1() throws IOException {
    String version1 = translatedFile(">>> N 4096 16\n>>> N 8192 9 1\n", ReallocMode.RESIZE);
    assertEquals("# rmalloc-ops 1 dialect=access", version1.lines().findFirst().orElse(""));
    String long1 =
        translatedFile(">>> N 4096 16\n>>> F 4096 0\n".repeat(300_000), ReallocMode.RESIZE);
    assertEquals("# rmalloc-ops 1 dialect=access", long1.lines().findFirst().orElse(""));
    String late = ">>> N 4096 16\n>>> F 4096 0\n".repeat(300_000) + ">>> C 5 0\n";
    String version2 = translatedFile(late, ReallocMode.RESIZE);
    assertEquals("# rmalloc-ops 2 dialect=access", version2.lines().findFirst().orElse(""));
    assertEquals(600_001, version2.lines().filter(line -> !line.startsWith("#")).count());
  }

  @Test
  void valuesThatAreNoneAreRefused() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    assertThrows(InvalidOpException.class, () -> builder.mark(OpAnnotationKind.ALIGNMENT, 24));
    assertThrows(InvalidOpException.class, () -> builder.mark(OpAnnotationKind.ALIGNMENT, 0));
    assertThrows(
        InvalidOpException.class, () -> builder.mark(OpAnnotationKind.ALIGNMENT, Long.MIN_VALUE));
    assertThrows(InvalidOpException.class, () -> builder.mark(OpAnnotationKind.THREAD, 1L << 31));
    assertThrows(InvalidOpException.class, () -> builder.mark(OpAnnotationKind.CLOCK, -1));
  }

  private static DecompressedInput open() throws IOException {
    return DecompressedInput.of(
        "x.ops", new ByteArrayInputStream(OPS.getBytes(StandardCharsets.UTF_8)));
  }

  private static Trace read(ReadOptions options) throws IOException {
    return TraceReader.read(
        "x.ops", new ByteArrayInputStream(OPS.getBytes(StandardCharsets.UTF_8)), options);
  }

  private static String written(Trace trace) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpsWriter.write(trace, out);
    return text(out);
  }

  private static String translated(String recording, ReallocMode realloc) throws IOException {
    return withoutComments(translatedFile(recording, realloc));
  }

  private static String translatedFile(String recording, ReallocMode realloc) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = recording.getBytes(StandardCharsets.UTF_8);
    try (DecompressedInput input =
        DecompressedInput.of("x.memtrace", new ByteArrayInputStream(bytes))) {
      RecordingTranslation.toOps(
          input, new TranslationSettings(Optional.empty(), realloc, false, true), out);
    }
    return text(out);
  }

  private static String withoutComments(String text) {
    return text.lines().filter(line -> !line.startsWith("#")).reduce("", (a, b) -> a + b + "\n");
  }

  private static String text(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8);
  }
}
