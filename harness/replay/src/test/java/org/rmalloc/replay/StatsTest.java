package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.Noop;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.stats.AllocStatsReader;
import org.rmalloc.replay.stats.AllocStatsSchema;
import org.rmalloc.replay.stats.DataPoint;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.Trace;

/** One trace against one allocator, into one file. */
final class StatsTest {
  private static final Allocators ALLOCATORS = Allocators.onClassPath();
  private static final Trace SMALL = Traces.of("N0:16 L0 N1:12 U0 R1:20 F0 N2:30 F1 F2");
  private static final ReplaySettings UNTIMED =
      ReplaySettings.DEFAULT.untimed().withDataPoints(DataPoints.ALL);

  @TempDir private Path folder;

  static List<Driver> allocators() {
    return Found.all();
  }

  @Test
  void theFileOfTheOracleIsWorkedByHand() throws IOException {
    try (InputStream golden = StatsTest.class.getResourceAsStream("optimal.golden.json")) {
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(
          expected, text(SMALL, driver("optimal"), UNTIMED.withHeap(HeapSize.parse("64"))));
    }
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void everyFileFitsTheSchemaAndIsReadBack(Driver driver) throws IOException {
    Trace trace = Traces.random(21, 1_500, 30, true);
    for (String heap : List.of("1x", "1.3x", "3x")) {
      String text = text(trace, driver, UNTIMED.withHeap(HeapSize.parse(heap)));
      assertEquals(List.of(), AllocStatsSchema.problems(text));
      Path file = Files.writeString(folder.resolve("a.json"), text);
      try (AllocStatsReader reader = AllocStatsReader.open(file)) {
        long rows = 0;
        while (reader.next().isPresent()) {
          rows++;
        }
        assertEquals(reader.summary().lastIndex() + 1, rows);
      }
    }
  }

  @Test
  void aTimedFileHasTimesInEveryRow() throws IOException {
    Path file = folder.resolve("a.json.zst");
    ReplaySettings timed =
        ReplaySettings.DEFAULT
            .withDataPoints(DataPoints.ALL)
            .withTimeBudget(Duration.ofMillis(20))
            .withHeap(HeapSize.parse("1.5x"));
    Trace trace = Traces.random(21, 1_500, 30, true);
    new Stats(trace, driver("rmalloc-compacting"), ALLOCATORS, timed).write(file, Progress.SILENT);
    long pauses = 0;
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        DataPoint point = row.get();
        assertTrue(point.opNanos() >= 0 && point.oomNanos() >= 0, point.toString());
        assertEquals(point.oomCost() > 0, point.oomNanos() > 0, point.toString());
        pauses = Math.max(pauses, point.oomNanos());
      }
      assertEquals(pauses, reader.summary().compactions().longestPauseNanos());
      assertTrue(pauses > 0, "it compacts");
    }
  }

  @Test
  void fewerDataPointsAreSomeOfTheRows() throws IOException {
    Trace trace = Traces.random(21, 3_000, 30, false);
    Driver driver = driver("firstfit");
    List<String> all = rows(text(trace, driver, UNTIMED));
    List<String> some = rows(text(trace, driver, UNTIMED.withDataPoints(new DataPoints(100))));
    assertTrue(all.containsAll(some));
    assertTrue(some.size() >= 100 && some.size() <= 102, some.size() + " rows");
  }

  @Test
  void noopHasNothingToSay() {
    assertRefused(
        "noop places nothing: there is nothing to say of its heap", Noop.driver(), UNTIMED);
  }

  @Test
  void aHeapTooSmallIsRefused() {
    assertRefused(
        "test-greedy: heap of 64 bytes: test-greedy needs 4096 bytes",
        driver("test-greedy"),
        UNTIMED.withHeap(HeapSize.parse("64")));
  }

  @Test
  void payloadsOfAnAllocatorWithoutAddressesAreRefused() {
    assertRefused(
        "optimal skipped: its blocks have no addresses, which verifying payloads needs",
        driver("optimal"),
        UNTIMED.verifyingPayloads());
  }

  @Test
  void aTraceThatCannotSayWhatItIsIsRefused() {
    Trace nameless = SMALL.with(Provenance.made("memory"));
    UsageException refusal =
        assertThrows(UsageException.class, () -> text(nameless, driver("optimal"), UNTIMED));
    assertTrue(refusal.getMessage().startsWith("memory: "), refusal.getMessage());
  }

  @Test
  void progressReachesTheEnd() throws IOException {
    double[] last = new double[1];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Stats(SMALL, driver("optimal"), ALLOCATORS, UNTIMED)
        .write(out, (what, done, left) -> last[0] = done);
    assertTrue(last[0] >= 0 && last[0] <= 1);
  }

  private static void assertRefused(String message, Driver driver, ReplaySettings settings) {
    assertEquals(
        message,
        assertThrows(UsageException.class, () -> text(SMALL, driver, settings)).getMessage());
  }

  private static List<String> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("["))
        .map(line -> line.substring(0, line.indexOf(']')))
        .toList();
  }

  private static String text(Trace trace, Driver driver, ReplaySettings settings)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Stats(trace, driver, ALLOCATORS, settings).write(out, Progress.SILENT);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Driver driver(String name) {
    return ALLOCATORS.driver(name, Map.of());
  }
}
