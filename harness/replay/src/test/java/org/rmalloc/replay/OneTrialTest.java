// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.AllocStatsReader;
import org.rmalloc.replay.result.AllocStatsSchema;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.UsageException;

/** One trace against one allocator, into one file. */
final class OneTrialTest {
  private static final Allocators ALLOCATORS = Allocators.onClassPath();
  private static final Trace SMALL = Traces.of("N0:16 L0 N1:12 U0 R1:20 F0 N2:30 F1 F2");
  private static final MeasurementSettings UNTIMED =
      MeasurementSettings.DEFAULT
          .untimed()
          .withDataPoints(DataPointSampling.ALL)
          .withoutSmallestHeap();

  @TempDir private Path folder;

  static List<JavaAllocatorContender> allocators() {
    return Found.all();
  }

  @Test
  void theFileOfTheOracleIsWorkedByHand() throws IOException {
    try (InputStream golden = OneTrialTest.class.getResourceAsStream("optimal.golden.json")) {
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(
          expected,
          text(
                  SMALL,
                  contender("optimal"),
                  heap("64"),
                  MeasurementSettings.DEFAULT.untimed().withDataPoints(DataPointSampling.ALL))
              .replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"unknown\""));
    }
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void everyFileFitsTheSchemaAndIsReadBack(JavaAllocatorContender contender) throws IOException {
    Trace trace = Traces.random(21, 1_500, 30, true);
    for (String heap : List.of("1x", "1.3x", "3x")) {
      String text = text(trace, contender, heap(heap), UNTIMED);
      assertEquals(List.of(), AllocStatsSchema.problems(text));
      Path file = Files.writeString(folder.resolve("a.json"), text);
      try (AllocStatsReader reader = AllocStatsReader.open(file)) {
        long rows = 0;
        while (reader.next().isPresent()) {
          rows++;
        }
        assertEquals(reader.summary().lastIndex().getAsLong() + 1, rows);
      }
    }
  }

  @Test
  void aTimedFileHasTimesInEveryRow() throws IOException {
    Path file = folder.resolve("a.json.zst");
    MeasurementSettings timed =
        MeasurementSettings.DEFAULT
            .withDataPoints(DataPointSampling.ALL)
            .withTimeBudget(Duration.ofMillis(20))
            .withoutSmallestHeap();
    Trace trace = Traces.random(21, 1_500, 30, true);
    new TrialRunner(
            PreparedTrace.of(trace),
            heap("1.5x"),
            timed,
            header -> AllocStatsWriter.create(file, header))
        .run(List.of(contender("rmalloc-compacting")), RunListener.SILENT);
    long pauses = 0;
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        AllocStatsDataPoint point = row.get();
        assertTrue(point.opNanos() >= 0 && point.oomNanos() >= 0, point.toString());
        assertEquals(point.oomCost() > 0, point.oomNanos() > 0, point.toString());
        pauses = Math.max(pauses, point.oomNanos());
      }
      assertEquals(
          pauses, reader.summary().space().orElseThrow().compactions().longestPauseNanos());
      assertTrue(pauses > 0, "it compacts");
    }
  }

  @Test
  void fewerDataPointsAreSomeOfTheRows() throws IOException {
    Trace trace = Traces.random(21, 3_000, 30, false);
    JavaAllocatorContender contender = contender("firstfit");
    List<String> all = rows(text(trace, contender, TrialSetting.DEFAULT, UNTIMED));
    List<String> some =
        rows(
            text(
                trace,
                contender,
                TrialSetting.DEFAULT,
                UNTIMED.withDataPoints(new DataPointSampling(100))));
    assertTrue(all.containsAll(some));
    assertTrue(some.size() >= 100 && some.size() <= 102, some.size() + " rows");
  }

  @Test
  void aHeapTooSmallIsARefusal() throws IOException {
    TrialResult result = result(SMALL, contender("test-greedy"), heap("64"), UNTIMED);
    assertEquals(
        new ReplayOutcome.Refused(
            "heap of 64 bytes: too small, at least 4096 are needed for the allocator's own"
                + " structures"),
        result.summary().outcome());
    assertEquals(OptionalLong.empty(), result.summary().lastIndex());
  }

  @Test
  void payloadsOfAnAllocatorWithoutAddressesAreNotTried() throws IOException {
    TrialResult result =
        result(SMALL, contender("optimal"), TrialSetting.DEFAULT, UNTIMED.verifyingPayloads());
    assertEquals(
        new ReplayOutcome.NotTried(
            "the allocator's blocks have no addresses, which the check of payloads needs"),
        result.summary().outcome());
  }

  @Test
  void aSmallestHeapThatIsNotThereIsNotTried() throws IOException {
    Trace trace = Traces.of("N0:100 N1:100 F0 N2:101 F1 N3:102 F2 N4:103 F3 N5:104 F4 N6:800");
    TrialResult result = result(trace, contender("rmalloc"), heap("min"), UNTIMED);
    if (result.header().smallestHeap().bytes().isEmpty()) {
      assertTrue(result.summary().outcome() instanceof ReplayOutcome.NotTried);
    } else {
      assertEquals(result.header().smallestHeap().bytes().getAsLong(), result.header().heapSize());
    }
  }

  @Test
  void theKeyIsOfTheTrialAlone() throws IOException {
    TrialResult few = result(SMALL, contender("firstfit"), TrialSetting.DEFAULT, UNTIMED);
    TrialResult more =
        result(
            SMALL,
            contender("firstfit"),
            TrialSetting.DEFAULT,
            MeasurementSettings.DEFAULT.untimed());
    assertEquals(few.header().trial().key(), more.header().trial().key());
    assertEquals(SmallestHeapResult.NOT_SEARCHED, few.header().smallestHeap());
    assertTrue(more.header().smallestHeap().bytes().isPresent());
  }

  @Test
  void aTraceThatCannotSayWhatItIsIsRefused() {
    Trace nameless = SMALL.with(TraceProvenance.made("memory"));
    UsageException refusal =
        assertThrows(
            UsageException.class,
            () -> text(nameless, contender("optimal"), TrialSetting.DEFAULT, UNTIMED));
    assertTrue(refusal.getMessage().startsWith("memory: "), refusal.getMessage());
  }

  @Test
  void progressReachesTheEnd() throws IOException {
    double[] last = new double[1];
    RunListener listener =
        new RunListener() {
          @Override
          public void at(String what, double done, Optional<Duration> left) {
            last[0] = done;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TrialRunner(
            PreparedTrace.of(SMALL),
            TrialSetting.DEFAULT,
            UNTIMED,
            header -> AllocStatsWriter.to(out, header))
        .run(List.of(contender("optimal")), listener);
    assertTrue(last[0] >= 0 && last[0] <= 1);
  }

  private static List<String> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("["))
        .map(line -> line.substring(0, line.indexOf(']')))
        .toList();
  }

  private static String text(
      Trace trace,
      JavaAllocatorContender contender,
      TrialSetting setting,
      MeasurementSettings measures)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    measured(trace, contender, setting, measures, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static TrialResult result(
      Trace trace,
      JavaAllocatorContender contender,
      TrialSetting setting,
      MeasurementSettings measures)
      throws IOException {
    return measured(trace, contender, setting, measures, new ByteArrayOutputStream());
  }

  private static TrialResult measured(
      Trace trace,
      JavaAllocatorContender contender,
      TrialSetting setting,
      MeasurementSettings measures,
      OutputStream out)
      throws IOException {
    return new TrialRunner(
            PreparedTrace.of(trace), setting, measures, header -> AllocStatsWriter.to(out, header))
        .run(List.of(contender), RunListener.SILENT)
        .getFirst();
  }

  private static TrialSetting heap(String text) {
    return TrialSetting.DEFAULT.withHeap(HeapSize.parse(text));
  }

  private static JavaAllocatorContender contender(String name) {
    return ALLOCATORS.contender(name, Map.of());
  }
}
