package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.RunResult;
import org.rmalloc.replay.RunRow;
import org.rmalloc.replay.stats.Stop;
import org.rmalloc.report.table.TextTable;
import org.rmalloc.trace.OpKind;

/** The table of a run, as it is printed. */
final class RunTableTest {
  private static final int WIDTH = 120;
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final OptionalLong RESOLUTION = OptionalLong.of(10);

  @Test
  void theBestOfAColumnIsMarkedAmongThoseThatFinished() {
    List<String> lines =
        lines(
            RESOLUTION,
            row("slow", 1_200, 40, 9.0),
            row("fast", 1_100, 80, 4.5),
            stopped(),
            bound());
    assertEquals(
        List.of("slow", "1200", "1.20", "1.17", "*0.039", "0", "0", "9.00"),
        cellsOf("slow", lines).subList(0, 8));
    assertEquals(
        List.of("fast", "*1100", "1.10", "*1.07", "0.078", "0", "0", "*4.50"),
        cellsOf("fast", lines).subList(0, 8));
    assertEquals("*4.50", cellsOf("fast", lines).getLast());
    assertFalse(lineOf("bound", lines).contains("*"), lineOf("bound", lines));
    assertFalse(lineOf("stopped", lines).contains("*"), lineOf("stopped", lines));
  }

  @Test
  void whatStoppedAnAllocatorIsSaid() {
    String text = String.join(" ", lines(NONE, row("fast", 1_100, 80, 4.5), stopped()));
    assertTrue(text.contains("stopped did not finish in 2000 bytes: out of memory at op 7"), text);
  }

  @Test
  void aSmallerHeapThatHappensToDoIsNamed() {
    RunRow lucky =
        withMinHeap(row("fast", 1_100, 80, 4.5), OptionalLong.of(1_300), OptionalLong.of(1_050));
    String text = String.join(" ", lines(NONE, lucky));
    assertTrue(text.contains("fast: 1050 bytes (1.05 x peak) happen to do as well"), text);
  }

  @Test
  void thatNoHeapTriedWillDoIsSaid() {
    RunRow never = withMinHeap(row("never", 1_100, 80, 4.5), NONE, NONE);
    RunRow atTimes = withMinHeap(row("at-times", 1_100, 80, 4.5), NONE, OptionalLong.of(1_500));
    String text = String.join("\n", lines(NONE, never, atTimes, row("fast", 1_100, 80, 4.5)));
    assertTrue(text.contains("never: no heap of up to 4 x peak will do\n"), text);
    assertTrue(
        text.contains(
            "at-times: 1500 bytes (1.50 x peak) happen to do, though some larger heaps do not\n"),
        text);
    assertFalse(text.contains("fast:"), text);
  }

  @Test
  void aRunWithoutTimesHasNoColumnsOfTimes() {
    String untimed = String.join("\n", lines(NONE, row("fast", 1_100, 80, 4.5)));
    String timed = String.join("\n", lines(RESOLUTION, row("fast", 1_100, 80, 4.5)));
    for (String column : List.of("pause", "p50", "p99", "max", "ns/op")) {
      assertFalse(untimed.contains(column), column);
      assertTrue(timed.contains(column), column);
    }
  }

  @Test
  void noLineIsLongerThanTheTerminal() {
    RunRow wide =
        withMinHeap(
            row("rmalloc-compacting-maxmem", 2_147_483_632L, 80, 4.5),
            OptionalLong.of(7),
            OptionalLong.of(5));
    for (String line : lines(RESOLUTION, wide, stopped())) {
      assertTrue(line.length() <= WIDTH, line);
    }
  }

  private static List<String> lines(OptionalLong resolution, RunRow... rows) {
    RunResult result =
        new RunResult("web.ops", 1_000, 10, "2x", "none", List.of(rows), resolution, List.of());
    return TextTable.of(new RunTable(result, Set.of("bound")).table(), WIDTH).lines().toList();
  }

  private static List<String> cellsOf(String allocator, List<String> lines) {
    return List.of(lineOf(allocator, lines).split(" +"));
  }

  private static String lineOf(String allocator, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(allocator + " "))
        .findFirst()
        .orElseThrow();
  }

  private static RunRow row(String name, long footprint, long overhead, double throughput) {
    return row(name, Optional.empty(), footprint, overhead, throughput);
  }

  /** Better than all others, had it finished. */
  private static RunRow stopped() {
    Stop stop = new Stop(7, OpKind.NEW, 100, false, 900, 50, 90);
    return row("stopped", Optional.of(stop), 1, 1, 0.5);
  }

  /** Better than all others, but no candidate. */
  private static RunRow bound() {
    return row("bound", Optional.empty(), 1, 0, 0.5);
  }

  private static RunRow row(
      String name, Optional<Stop> stop, long footprint, long overhead, double throughput) {
    return new RunRow(
        name,
        2_000,
        stop,
        OptionalLong.of(footprint),
        OptionalLong.of(footprint),
        OptionalLong.of(footprint),
        OptionalLong.of(overhead),
        OptionalLong.of(1),
        OptionalLong.of(0),
        OptionalLong.of(0),
        NONE,
        OptionalDouble.of(throughput),
        OptionalLong.of(20),
        OptionalLong.of(30),
        OptionalLong.of(40),
        OptionalDouble.of(throughput));
  }

  private static RunRow withMinHeap(RunRow row, OptionalLong minHeap, OptionalLong lucky) {
    return new RunRow(
        row.name(),
        row.heapSize(),
        row.stop(),
        minHeap,
        lucky,
        row.footprint(),
        row.overhead(),
        row.maxmemLeast(),
        row.compactions(),
        row.bytesMoved(),
        row.longestPauseNanos(),
        row.costPerOp(),
        row.p50Nanos(),
        row.p99Nanos(),
        row.maxNanos(),
        row.throughputNanos());
  }
}
