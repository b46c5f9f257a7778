package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.stats.AllocStatsReader;
import org.rmalloc.replay.stats.AllocStatsSchema;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.trace.Trace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trace against several allocators. */
final class RunTest {
  private static final Allocators ALLOCATORS = Allocators.onClassPath();
  private static final Trace TRACE = Traces.random(11, 2_000, 40, true);
  private static final ReplaySettings QUICK =
      ReplaySettings.DEFAULT.withTimeBudget(Duration.ofMillis(20));

  @TempDir private Path folder;

  @Test
  void eachAllocatorHasARowAndAFile() throws IOException {
    Listener listener = new Listener();
    RunResult result = run(QUICK, listener, "optimal", "firstfit", "rmalloc-compacting");
    assertEquals(
        List.of("optimal", "firstfit", "rmalloc-compacting", "noop"), names(result.allocators()));
    assertEquals(result.allocators(), listener.rows);
    RunRow optimal = result.allocators().getFirst();
    assertEquals(OptionalLong.of(result.peakLive()), optimal.minHeap());
    assertEquals(OptionalLong.of(result.peakLive()), optimal.footprint());
    assertEquals(OptionalLong.of(0), optimal.overhead());
    for (RunRow row : result.allocators().subList(0, 3)) {
      assertFileAgrees(row, folder.resolve("test.ops-" + row.name() + ".json"));
    }
  }

  private static void assertFileAgrees(RunRow row, Path file) throws IOException {
    assertEquals(List.of(), AllocStatsSchema.problems(Files.readString(file)));
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      while (reader.next().isPresent()) {
        // to the summary
      }
      Summary summary = reader.summary();
      assertEquals(row.name(), reader.header().driver());
      assertEquals(row.heapSize(), reader.header().heapSize());
      assertEquals(row.finished(), summary.finished());
      assertEquals(row.footprint().orElseThrow(), summary.peaks().footprintBytes());
      assertEquals(row.maxmemLeast().orElseThrow(), summary.least().maxmem());
      assertEquals(
          row.throughputNanos().orElseThrow(),
          summary.timing().orElseThrow().throughput().medianNanos());
    }
  }

  @Test
  void timesAreNetOfTheTimersOverhead() throws IOException {
    RunResult result = run(QUICK, new Listener(), "rmalloc-compacting");
    RunRow row = result.allocators().getFirst();
    try (AllocStatsReader reader =
        AllocStatsReader.open(folder.resolve("test.ops-rmalloc-compacting.json"))) {
      while (reader.next().isPresent()) {
        // to the summary
      }
      long raw = reader.summary().timing().orElseThrow().latency("request").orElseThrow().maximum();
      long overhead = reader.header().environment().orElseThrow().timerOverheadNanos();
      assertEquals(raw - overhead, row.maxNanos().orElseThrow());
    }
  }

  @Test
  void anUntimedRunIsTheSameEveryTime() throws IOException {
    RunResult first =
        run(
            QUICK.untimed().withConcurrency(new Concurrency(1, 1)),
            new Listener(),
            "firstfit",
            "rmalloc");
    RunResult second =
        run(
            QUICK.untimed().withConcurrency(new Concurrency(3, 1)),
            new Listener(),
            "firstfit",
            "rmalloc");
    assertEquals(first, second);
    assertEquals(List.of("firstfit", "rmalloc"), names(first.allocators()));
    assertEquals(OptionalLong.empty(), first.timerResolutionNanos());
  }

  @Test
  void filesSayWhetherTheirReplaysWereTimedTogether() throws IOException {
    for (int timed : new int[] {1, 2}) {
      ReplaySettings settings = QUICK.withConcurrency(new Concurrency(1, timed));
      RunResult result = run(settings, new Listener(), "firstfit", "rmalloc");
      assertEquals(List.of("firstfit", "rmalloc", "noop"), names(result.allocators()));
      try (AllocStatsReader reader =
          AllocStatsReader.open(folder.resolve("test.ops-firstfit.json"))) {
        assertEquals(timed, reader.header().environment().orElseThrow().timedTogether());
      }
    }
  }

  @Test
  void anAllocatorThatRunsOutOfMemorySaysWhere() throws IOException {
    ReplaySettings tight = QUICK.untimed().withHeap(HeapSize.parse("1x"));
    RunRow row = run(tight, new Listener(), "firstfit").allocators().getFirst();
    assertFalse(row.finished());
    String words = row.stop().orElseThrow().inWords();
    assertTrue(words.startsWith("out of memory at op " + row.stop().get().opIndex()), words);
  }

  @Test
  void theSmallestHeapIsEachAllocatorsOwn() throws IOException {
    ReplaySettings least = QUICK.untimed().withHeap(HeapSize.parse("min"));
    RunResult result = run(least, new Listener(), "firstfit", "optimal");
    assertEquals("min", result.heap());
    for (RunRow row : result.allocators()) {
      assertTrue(row.finished(), row.name());
      assertEquals(OptionalLong.of(row.heapSize()), row.minHeap());
    }
  }

  @Test
  void aHeapTooSmallForAnAllocatorIsItsRowsStop() throws IOException {
    RunRow row =
        run(QUICK.withHeap(HeapSize.parse("2000")), new Listener(), "test-greedy")
            .allocators()
            .getFirst();
    assertFalse(row.finished());
    assertEquals(0, row.stop().orElseThrow().opIndex());
  }

  @Test
  void anAllocatorWithoutWhatIsDemandedIsSkippedWithAMessage() throws IOException {
    Listener listener = new Listener();
    RunResult result = run(QUICK.untimed().verifyingPayloads(), listener, "optimal", "firstfit");
    assertEquals(List.of("firstfit"), names(result.allocators()));
    assertEquals(
        List.of("optimal skipped: its blocks have no addresses, which verifying payloads needs"),
        listener.skipped);
  }

  @Test
  void passesThatDisagreeAreAnErrorAndLeaveNoFile() throws IOException {
    InvariantViolation violation =
        assertThrows(InvariantViolation.class, () -> run(QUICK, new Listener(), "test-twofaced"));
    assertTrue(
        violation.getMessage().startsWith("test-twofaced: the timed replay and the checked"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void whatWasCompleteIsKeptWhenInterrupted() throws IOException {
    Listener listener =
        new Listener() {
          @Override
          public void done(RunRow row) {
            super.done(row);
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(
        CancellationException.class, () -> run(QUICK.untimed(), listener, "firstfit", "bestfit"));
    assertTrue(Thread.interrupted());
    assertEquals(List.of("firstfit"), names(listener.rows));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("test.ops-firstfit.json")), files.toList());
    }
  }

  @Test
  void jsonHasTheFieldsOfTheDesign() throws IOException {
    RunResult result = run(QUICK, new Listener(), "firstfit");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunJson.write(result, out);
    JsonNode json = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertEquals(
        List.of("trace", "peak_live", "heap", "locks", "allocators"),
        List.copyOf(json.propertyNames()));
    assertEquals(
        List.of(
            "name",
            "finished",
            "stopped_at",
            "min_heap",
            "min_heap_lucky",
            "footprint",
            "overhead",
            "maxmem_least",
            "compactions",
            "bytes_moved",
            "longest_pause_ns",
            "cost_per_op",
            "p50_ns",
            "p99_ns",
            "max_ns",
            "throughput_ns"),
        List.copyOf(json.get("allocators").get(0).propertyNames()));
    assertEquals("trace", json.get("locks").asString());
    assertEquals("2x", json.get("heap").asString());
    assertTrue(json.get("allocators").get(0).get("stopped_at").isNull());
    assertTrue(json.get("allocators").get(1).get("footprint").isNull(), "noop places nothing");
  }

  @Test
  void filesAreNamedSafely() {
    assertEquals("a_b-x.json", Run.fileName("a/b", "-x.json"));
    assertEquals(".._.._x.ops-y.json", Run.fileName("../../x.ops.gz", "-y.json"));
    assertEquals("t___.ops-y.json", Run.fileName("t \u00fc<.ops.zst", "-y.json"));
  }

  private RunResult run(ReplaySettings settings, Listener listener, String... names)
      throws IOException {
    List<Driver> drivers = ALLOCATORS.drivers(List.of(names), Map.of());
    return new Run(TRACE, drivers, ALLOCATORS, settings, Optional.of(folder)).run(listener);
  }

  private static List<String> names(List<RunRow> rows) {
    return rows.stream().map(RunRow::name).toList();
  }

  /** Notes what it hears. */
  private static class Listener implements RunListener {
    final List<RunRow> rows = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    @Override
    public void done(RunRow row) {
      rows.add(row);
    }

    @Override
    public void skipped(String message) {
      skipped.add(message);
    }
  }
}
