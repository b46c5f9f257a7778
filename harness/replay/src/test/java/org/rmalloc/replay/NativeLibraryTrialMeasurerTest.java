// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.natives.LibraryDigest;
import org.rmalloc.replay.natives.NativeLibraries;
import org.rmalloc.replay.natives.ToyLibraries;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsReader;
import org.rmalloc.replay.result.AllocStatsSchema;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.MallocLibraryDataPoint;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;

/** Malloc libraries as contenders. Does not run without a C compiler; with CI=true it must. */
final class NativeLibraryTrialMeasurerTest {
  private static final Trace TRACE = Traces.random(13, 1_000, 60, true);
  private static final MeasurementSettings QUICK =
      MeasurementSettings.DEFAULT
          .withTimeBudget(Duration.ofMillis(20))
          .withForks(1, 1)
          .withoutSmallestHeap()
          .withNatives(NativeMeasurementSettings.DEFAULT.withPatience(Duration.ofSeconds(3)));

  @TempDir private static Path toys;
  @TempDir private Path folder;

  @BeforeAll
  static void require() {
    ToyLibraries.require();
  }

  @Test
  void pagesOfALibraryAreThoseOfItsClosedForm() throws IOException {
    // a page for each block of up to 4,096 bytes, and one for each resize; none is used again
    Path bump = ToyLibraries.build(toys, "bump", "bump");
    Trace trace = Traces.of("N0:100 N1:5000 R0:9000 F1 N2:0 L2 U2 F0 F2");
    TrialResult result = run(trace, QUICK, List.of("bump=" + bump), "bump").getFirst();
    LibraryMemoryPageFigures pages = result.summary().pages().orElseThrow();
    assertEquals((1 + 2 + 3) * 4096, pages.residentPeak() - pages.start());
    assertEquals(pages.residentPeak(), pages.residentEnd());
    assertTrue(pages.inexactBecause().isEmpty(), pages::toString);
    List<Long> used = rows(result).stream().map(MallocLibraryDataPoint::usedBytes).toList();
    assertEquals(List.of(100L, 5100L, 14000L, 9000L, 9000L, 0L, 0L), used);
    List<Long> resident =
        rows(result).stream().map(row -> (row.residentBytes() - pages.start()) / 4096).toList();
    assertEquals(List.of(1L, 3L, 6L, 6L, 6L, 6L, 6L), resident);
  }

  @Test
  void onlyWhatTheProgramWroteIsWrittenBesideTheWhole() throws IOException {
    Path bump = ToyLibraries.build(toys, "written", "bump");
    Path file =
        Files.writeString(
            folder.resolve("t.ops"),
            """
            # rmalloc-ops 1 dialect=access
            0 N 0 40960
            0 S 20 8
            0 L 30000 8
            1 N 100000 40960
            1 M 140959 1
            1 S 104096 8192
            1 S 104100 8
            0 F 0 0
            """);
    ReopenableInput trace = () -> DecompressedInput.open(file);
    PreparedTrace prepared =
        PreparedTrace.read(trace, ReadOptions.DEFAULT, TrialSetting.DEFAULT)
            .withTouches(trace, ReadOptions.DEFAULT, TrialSetting.DEFAULT);
    assertEquals(3, prepared.touches().orElseThrow().count());
    LibraryMemoryPageFigures pages =
        run(prepared, QUICK.untimed(), folder, List.of("bump=" + bump), "bump")
            .getFirst()
            .summary()
            .pages()
            .orElseThrow();
    assertEquals(20 * 4096, pages.residentPeak() - pages.start());
    // the first of one block; the last and, from byte 4,096 on, two of the other
    assertEquals(4 * 4096, pages.residentRecordedPeak().orElseThrow() - pages.start());
  }

  @Test
  void aLibraryThatDrawsRandomNumbersSaysItsSpread() throws IOException {
    Path random = ToyLibraries.build(toys, "random", "bump", "FAULT=\"random\"");
    List<String> named = List.of("random=" + random);
    List<TrialResult> results = run(TRACE, QUICK.untimed(), named, "random,glibc");
    assertTrue(results.getFirst().summary().pages().orElseThrow().residentSpread().isPresent());
    assertTrue(results.getFirst().summary().pages().orElseThrow().randomised());
    assertTrue(results.getLast().summary().pages().orElseThrow().residentSpread().isEmpty());
    assertEquals(results.getFirst(), read(results.getFirst()));
    assertEquals(List.of(), AllocStatsSchema.problems(Files.readString(file(results.getFirst()))));
  }

  @Test
  void aLibraryThatGoesByAddressesHasItsMedianOnEveryRun() throws IOException {
    Path toy = ToyLibraries.build(toys, "address", "bump", "FAULT=\"address\"");
    List<String> named = List.of("address=" + toy);
    LibraryMemoryPageFigures pages =
        run(TRACE, QUICK.untimed(), named, "address").getFirst().summary().pages().orElseThrow();
    assertTrue(pages.residentSpread().orElseThrow() > 0);
    assertFalse(pages.randomised());
    TrialResult again = run(TRACE, QUICK.untimed(), named, "address").getFirst();
    assertEquals(pages, again.summary().pages().orElseThrow());
    assertEquals(again, read(again));
  }

  @Test
  void theFileSaysWhatTheLibraryIs() throws IOException {
    Path bump = ToyLibraries.build(toys, "named", "bump");
    TrialResult result = run(TRACE, QUICK.untimed(), List.of("mine=" + bump), "it=mine").getFirst();
    AllocStatsHeader header = result.header();
    LibraryProcessFacts process = header.process().orElseThrow();
    assertEquals(bump.toRealPath(), Path.of(process.library()).toRealPath());
    assertEquals(LibraryDigest.sha256(bump), process.sha256());
    assertEquals("it", header.label());
    assertTrue(header.trial().canonical().contains("\"heap\":null"), header.trial()::canonical);
    assertEquals(OptionalLong.empty(), header.smallestHeap().bytes());
    String text = Files.readString(file(result));
    assertEquals(List.of(), AllocStatsSchema.problems(text));
    Path again = folder.resolve("again");
    run(TRACE, QUICK.untimed(), again, List.of("mine=" + bump), "it=mine");
    assertEquals(text, Files.readString(again.resolve(file(result).getFileName())));
  }

  @Test
  void librariesTakeTurnsWithArenas() throws IOException {
    List<TrialResult> results =
        run(TRACE, QUICK.withForks(2, 1), List.of(), "glibc,firstfit,g=glibc");
    assertEquals(
        List.of("glibc", "firstfit", "g"),
        results.stream().map(result -> result.header().label()).toList());
    List<Integer> positions = new ArrayList<>();
    for (TrialResult result : results) {
      TimingResult timing = result.summary().timing().orElseThrow();
      positions.addAll(timing.forks().stream().map(ForkTimeSummary::position).toList());
      boolean library = result.header().isNative();
      assertEquals(library, timing.coldNanosPerOp().isPresent());
    }
    assertEquals(6, positions.stream().distinct().count()); // of 10: two replayers have a noop each
    assertTrue(positions.stream().allMatch(at -> at >= 0 && at < 10), positions::toString);
    for (TrialResult result : results) {
      assertEquals(List.of(), AllocStatsSchema.problems(Files.readString(file(result))));
    }
    assertEquals(results.getFirst(), read(results.getFirst()));
  }

  @Test
  void whatEndsAProcessIsARowAndTheOthersStand() throws IOException {
    List<String> named = new ArrayList<>();
    List<String> faults =
        List.of(
            "null", "crash", "abort", "exit", "kill", "hang", "misaligned", "overlap", "prints");
    for (String fault : faults) {
      named.add(fault + "=" + ToyLibraries.build(toys, fault, "bump", "FAULT=\"" + fault + "\""));
    }
    List<TrialResult> results =
        run(TRACE, QUICK.withForks(1, 1), named, "glibc," + String.join(",", faults));
    assertEquals(
        List.of(
            "finished",
            "null",
            "crashed",
            "crashed",
            "exited",
            "killed",
            "timeout",
            "wrong",
            "wrong",
            "finished"),
        results.stream().map(result -> result.summary().outcome().word()).toList());
    assertTrue(results.getFirst().summary().timing().isPresent());
    assertTrue(results.getLast().summary().timing().isPresent());
    String crash = results.get(2).summary().outcome().reason();
    assertTrue(crash.matches("signal 11 \\(.*\\) at op \\d+ \\(request \\d+\\)"), crash);
    for (TrialResult result : results) {
      assertEquals(List.of(), AllocStatsSchema.problems(Files.readString(file(result))));
      assertEquals(result, read(result));
    }
    assertFalse(results.get(1).summary().pages().isEmpty());
  }

  @Test
  void aFileThatIsNoLibraryIsNotTried() throws IOException {
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    List<TrialResult> results = run(TRACE, QUICK, List.of("text=" + text), "text,glibc");
    assertEquals("not-tried", results.getFirst().summary().outcome().word());
    String reason = results.getFirst().summary().outcome().reason();
    assertTrue(reason.startsWith("malloc is that of "), reason);
    assertTrue(results.getLast().summary().finished());
    assertEquals(results.getFirst(), read(results.getFirst()));
  }

  @Test
  void theHeapAskedForIsNoPartOfATrial() throws IOException {
    TrialSetting other = TrialSetting.DEFAULT.withHeap(HeapSize.parse("64KiB"));
    String key = run(TRACE, QUICK.untimed(), List.of(), "glibc").getFirst().header().trial().key();
    TrialResult result =
        new TrialRunner(
                PreparedTrace.of(TRACE), other, QUICK.untimed(), new ResultFolderWriter(folder))
            .run(
                ContenderParser.parse(
                    Allocators.onClassPath(),
                    NativeLibraries.ofThisMachine(),
                    List.of("glibc"),
                    List.of()),
                RunListener.SILENT)
            .getFirst();
    assertEquals(key, result.header().trial().key());
  }

  private List<TrialResult> run(
      Trace trace, MeasurementSettings measures, List<String> named, String contenders)
      throws IOException {
    return run(trace, measures, folder, named, contenders);
  }

  private static List<TrialResult> run(
      Trace trace, MeasurementSettings measures, Path folder, List<String> named, String contenders)
      throws IOException {
    return run(PreparedTrace.of(trace), measures, folder, named, contenders);
  }

  private static List<TrialResult> run(
      PreparedTrace trace,
      MeasurementSettings measures,
      Path folder,
      List<String> named,
      String contenders)
      throws IOException {
    return new TrialRunner(trace, TrialSetting.DEFAULT, measures, new ResultFolderWriter(folder))
        .run(
            ContenderParser.parse(
                Allocators.onClassPath(),
                NativeLibraries.ofThisMachine().with(named),
                List.of(contenders),
                List.of()),
            RunListener.SILENT);
  }

  private Path file(TrialResult result) {
    return folder.resolve("test.ops-" + result.header().label() + ".json");
  }

  private TrialResult read(TrialResult result) throws IOException {
    try (AllocStatsReader reader = AllocStatsReader.open(file(result))) {
      while (reader.nextPages().isPresent()) {
        // the summary comes last
      }
      return new TrialResult(reader.header(), reader.summary());
    }
  }

  private List<MallocLibraryDataPoint> rows(TrialResult result) throws IOException {
    List<MallocLibraryDataPoint> rows = new ArrayList<>();
    try (AllocStatsReader reader = AllocStatsReader.open(file(result))) {
      for (var row = reader.nextPages(); row.isPresent(); row = reader.nextPages()) {
        rows.add(row.get());
      }
    }
    return rows;
  }
}
