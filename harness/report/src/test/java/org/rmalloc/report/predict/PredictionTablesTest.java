// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.predict.Prediction;
import org.rmalloc.replay.predict.PredictionCalculator;
import org.rmalloc.replay.predict.ProgramRunsUnderLibrary;
import org.rmalloc.replay.predict.RealRunPlan;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.natives.LibrarySample;
import org.rmalloc.report.table.Table;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.record.IdleProcessFigures;
import org.rmalloc.trace.record.ProgramMeasurement;

/** Predictions of replays and runs that nobody made, computed by hand. */
final class PredictionTablesTest {
  private static final int PAGE = 4096;
  private static final Path PROGRAM_LIBRARY = Path.of("/lib/libm.so");
  private static final RealRunPlan PLAN =
      new RealRunPlan(List.of("/bin/tool", "-v"), 3, 0, Optional.empty(), Set.of());

  private final Map<String, ProgramRunsUnderLibrary> real = new HashMap<>();

  @BeforeEach
  void runBoth() {
    real.put("glibc", runs("glibc", 0, List.of(100_000L, 104_000L, 102_000L), 50, 7, 20));
    real.put("big", runs("big", 0, List.of(122_480L, 120_000L, 244_960L), 90, 9, 30));
  }

  /**
   * Three runs under one library.
   *
   * @param nanos processor time of the first run, one more in each that follows
   * @param start the same of an idle process's start
   * @param replay the same of a replay
   */
  private static ProgramRunsUnderLibrary runs(
      String name, int exit, List<Long> peaks, long nanos, long start, long replay) {
    Path library = Path.of("/lib/lib" + name + ".so");
    Map<Path, Long> code =
        Map.of(library, (long) PAGE, PROGRAM_LIBRARY, 7L * PAGE, Path.of("/lib/c++"), 2L * PAGE);
    return new ProgramRunsUnderLibrary(
        library,
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new ProgramMeasurement(
                        exit,
                        nanos + i,
                        peaks.get(i),
                        List.of(library, library),
                        Set.of(PROGRAM_LIBRARY),
                        ""))
            .toList(),
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new IdleProcessFigures(
                        start + i, library, name.equals("big") ? code : Map.of()))
            .toList(),
        Stream.of(replay, replay + 1, replay + 2).toList(),
        "");
  }

  private Prediction prediction(TrialResult other) {
    return prediction(LibrarySample.of("glibc", 3, 3, 20), other);
  }

  private Prediction prediction(TrialResult reference, TrialResult other) {
    TraceBuilder trace = new TraceBuilder(Dialect.ACCESS, false);
    trace.add(OpKind.NEW, 1, 0, 64);
    trace.add(OpKind.FREE, 1, 0, 0);
    TraceProvenance web = new TraceProvenance("web.ops", "ab".repeat(32), List.of(), List.of());
    return new PredictionCalculator(
            PLAN, PreparedTrace.of(trace.build(web)), List.of(reference, other), real)
        .prediction();
  }

  private static List<String> cells(Table table, int row) {
    return table.rows().get(row).stream().map(Table.Cell::text).toList();
  }

  @Test
  void thePeakIsResidueHeapAndCodeAndItsRatioIsToTheMedian() {
    Table figures = PredictionTables.figures(prediction(LibrarySample.of("big", 5, 3, 20)));
    // residue: 102,000 - 3 pages; code: 3 pages, since the program has libm anyway; heap: 5 pages
    assertEquals(
        List.of("tool", "big", "1.0", "3", "20480", "12288", "89712", "122480"),
        cells(figures, 1).subList(0, 8));
    assertEquals(
        List.of("122480", "120000", "244960", "1.0000", "0.5000", "1.0207"),
        cells(figures, 1).subList(8, 14));
  }

  @Test
  void timeIsThatOfTheReplayAndOfTheStartOfEachProgram() {
    Table figures = PredictionTables.figures(prediction(LibrarySample.of("big", 5, 3, 20)));
    // replays differ by 10 ns, starts by 2 ns for each of two programs, runs by 40 ns
    Table time = PredictionTables.of(prediction(LibrarySample.of("big", 5, 3, 20))).getLast();
    assertEquals(List.of("0.35", "0.35", "0.35"), cells(time, 0).subList(6, 9));
    assertEquals("0.350", cells(figures, 1).get(18));
    assertEquals(1, time.rows().size(), "the reference is compared with nothing");
  }

  @Test
  void aDifferenceThatMayBeNoneHasNoRatio() {
    real.put("big", runs("big", 0, List.of(1L, 1L, 1L), 50, 9, 30));
    Prediction same = prediction(LibrarySample.of("big", 5, 3, 20));
    assertEquals(
        List.of("-", "-", "-"), cells(PredictionTables.of(same).getLast(), 0).subList(6, 9));
  }

  @Test
  void aLibraryWithoutFiguresHasItsReason() {
    real.put("big", runs("big", 7, List.of(1L, 1L, 1L), 90, 9, 30));
    Prediction failed = prediction(LibrarySample.of("big", 5, 3, 20));
    Table memory = PredictionTables.of(failed).getFirst();
    assertEquals("-", cells(memory, 1).get(2));
    assertTrue(
        memory.notes().toString().contains("big: tool ended with exit status 7"),
        memory.notes()::toString);
  }

  @Test
  void aReplayThatCrashedHasNoFigures() {
    Prediction crashed = prediction(LibrarySample.ended("big", "signal 11"));
    assertEquals("the replay did not finish: signal 11", crashed.libraries().getLast().note());
  }

  @Test
  void aReferenceWithoutFiguresIsRefused() {
    TrialResult crashed = LibrarySample.ended("glibc", "signal 11");
    UsageException refused =
        assertThrows(
            UsageException.class, () -> prediction(crashed, LibrarySample.of("big", 5, 3, 20)));
    assertEquals(
        "glibc: the replay did not finish: signal 11; the others have nothing to be compared with",
        refused.getMessage());
  }
}
