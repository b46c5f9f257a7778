// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.NativeLibraryOptionValues;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.workload.HandleAndAddressChecksum;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.compile.SystemCommandRunner;
import org.rmalloc.trace.random.SplitMix64;

/** Builds and runs the replayer in C. Does not run without a C compiler; with CI=true it must. */
final class NativeReplayerTest {
  private static final Path SOURCES = Path.of("../../native");
  private static final NativeContender GLIBC =
      new NativeContender(NativeLibraries.GLIBC, Optional.empty(), "unknown");

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static Path program;

  @BeforeAll
  static void build() throws IOException {
    ToyLibraries.require();
    ToyLibraries.require(SystemCommandRunner.output("make", "--version").isPresent(), "no make");
    program = NativeReplayerBuild.in(shared).program();
  }

  @Test
  void itsOwnTestsPass() throws IOException {
    ProcessBuilder make = new ProcessBuilder("make", "-s", "check", "OUT=" + folder);
    SystemCommandRunner.Said said = SystemCommandRunner.run(make.directory(SOURCES.toFile()));
    assertTrue(said.status() == 0 && said.text().endsWith("native: ok"), said.text());
  }

  @Test
  void itIsBuiltOnce() throws IOException {
    var built = Files.getLastModifiedTime(program);
    assertEquals(program, NativeReplayerBuild.in(shared).program());
    assertEquals(built, Files.getLastModifiedTime(program));
  }

  @Test
  void javaAndCReplayTheSameOps() throws IOException {
    Workload workload = Workload.of(Traces.random(7, 20_000, 300, true));
    long trail = HandleAndAddressChecksum.START;
    for (int op = 0; op < workload.opCount(); op++) {
      trail = HandleAndAddressChecksum.mix(trail, workload.slots()[op]);
      trail = HandleAndAddressChecksum.mix(trail, workload.sizes()[op]);
    }
    try (NativeLibraryMeasurer measurer = new NativeLibraryMeasurer(program, workload)) {
      NativeReplayResult result = measurer.run(GLIBC, NativeLibraryMeasurer.Mode.CHECK, Map.of());
      assertEquals(NativeReplayStatus.FINISHED, result.status(), result.message());
      assertEquals(HandleAndAddressChecksum.text(trail), result.text("trail").orElseThrow());
      assertEquals(workload.opCount(), result.number("ops_met").orElseThrow());
    }
  }

  @Test
  void pagesAreTheSameOnEveryRun() throws IOException {
    Workload workload = Workload.of(Traces.random(8, 20_000, 3000, false));
    try (NativeLibraryMeasurer measurer = new NativeLibraryMeasurer(program, workload)) {
      NativeLibraryMeasurer.Space first = measurer.space(GLIBC, Map.of("points", "10"));
      assertEquals(NativeReplayStatus.FINISHED, first.result().status());
      assertEquals(10, first.result().points().size());
      LibraryMemoryPageFigures figures = first.figures().orElseThrow();
      assertEquals(0, figures.start());
      assertEquals(Optional.empty(), figures.inexactBecause());
      assertTrue(figures.residentPeak() > workload.peakLive(), figures::toString);
      assertTrue(figures.residentPeak() <= figures.mappedPeak(), figures::toString);
      assertEquals(first, measurer.space(GLIBC, Map.of("points", "10")));
    }
  }

  @Test
  void sixtyFourThreadsHoldTheSamePagesOnEveryRun() throws IOException {
    SplitMix64 random = new SplitMix64(9);
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    for (int block = 0; block < 4_000; block++) {
      builder.mark(OpAnnotationKind.THREAD, random.below(64));
      builder.add(OpKind.NEW, block, 0, 1 + random.below(3_000));
      if (block >= 500) {
        builder.add(OpKind.FREE, block - 500, 0, 0);
      }
    }
    Workload workload = Workload.of(builder.build(TraceProvenance.made("test")));
    try (NativeLibraryMeasurer measurer = new NativeLibraryMeasurer(program, workload)) {
      NativeLibraryMeasurer.Space first = measurer.space(GLIBC, Map.of("points", "10"));
      assertEquals("recorded", first.result().text("threads").orElseThrow());
      assertEquals(Optional.empty(), first.figures().orElseThrow().inexactBecause());
      assertEquals(first, measurer.space(GLIBC, Map.of("points", "10")));
      NativeContender alone =
          GLIBC.as("alone", NativeLibraryOptionValues.parse("glibc", Map.of("threads", "one")));
      LibraryMemoryPageFigures one = measurer.space(alone, Map.of()).figures().orElseThrow();
      assertTrue(one.residentPeak() < first.figures().get().residentPeak(), one::toString);
    }
  }

  @Test
  void aFileThatIsNoLibraryIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    NativeContender contender = NativeLibraries.byFile("text", text);
    try (NativeLibraryMeasurer measurer =
        new NativeLibraryMeasurer(program, Workload.of(Traces.of("N0:5 F0")))) {
      String message =
          assertThrows(NativeLibraryException.class, () -> measurer.space(contender, Map.of()))
              .getMessage();
      assertTrue(message.startsWith("text: malloc is that of "), message);
      assertTrue(message.contains(", not of " + text), message);
    }
  }

  @Test
  void whatALibraryPrintsNeedNotBeText() throws IOException {
    byte[] bytes =
        "rmalloc-native-result 1\nstatus finished\nsaid ?\nend of result\n".getBytes(UTF_8);
    bytes[new String(bytes, UTF_8).indexOf('?')] = (byte) 0xff;
    Path file = Files.write(folder.resolve("result"), bytes);
    assertEquals("\ufffd", NativeReplayResult.read(file).text("said").orElseThrow());
  }

  @Test
  void aCutOrForeignResultIsRefused() throws IOException {
    Path file = folder.resolve("result");
    List<String> whole =
        List.of("rmalloc-native-result 1", "status finished", "point 1 2 3", "end of result");
    assertEquals(NativeReplayStatus.FINISHED, NativeReplayResult.parse(whole, file).status());
    for (int lines : IntStream.range(0, whole.size()).toArray()) {
      assertThrows(
          NativeLibraryException.class,
          () -> NativeReplayResult.parse(whole.subList(0, lines), file));
    }
    List<String> bad = List.of("rmalloc-native-result 2", "status finished", "end of result");
    assertThrows(NativeLibraryException.class, () -> NativeReplayResult.parse(bad, file));
  }
}
