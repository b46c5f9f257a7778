// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.replay.contender.Allocators;

/** The generator made something to run, and every allocator and trace reaches what is measured. */
final class JmhBenchmarksMainTest {

  static List<String> allocators() {
    return JmhBenchmarksMain.allocators();
  }

  @Test
  void theBenchmarkListIsNotEmpty() throws Exception {
    try (var in = JmhBenchmarksMain.class.getResourceAsStream("/META-INF/BenchmarkList")) {
      String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String method :
          List.of("replay", "mallocAndFree", "lockAndUnlock", "weakLock", "compact")) {
        assertTrue(list.contains(method), method);
      }
    }
  }

  @Test
  void allAllocatorsAreRunUnlessSomeAreNamed() throws CommandLineOptionException {
    assertEquals(
        JmhBenchmarksMain.allocators(),
        List.copyOf(JmhBenchmarksMain.options().getParameter("allocator").get()));
    assertEquals(
        List.of("firstfit"),
        List.copyOf(
            JmhBenchmarksMain.options("-p", "allocator=firstfit").getParameter("allocator").get()));
    assertEquals("noop", JmhBenchmarksMain.allocators().getFirst());
    assertTrue(JmhBenchmarksMain.allocators().size() > 5);
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void operationsReachTheAllocator(String allocator) {
    OperationsBenchmark benchmark = new OperationsBenchmark();
    benchmark.allocator = allocator;
    benchmark.fill();
    for (int i = 0; i < 100; i++) {
      assertNotEquals(0, benchmark.mallocAndFree());
    }
    assertEquals(benchmark.lockAndUnlock(), benchmark.weakLock());
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void compactionMovesBlocksOfThoseThatRelocate(String allocator) {
    CompactionBenchmark benchmark = new CompactionBenchmark();
    benchmark.allocator = allocator;
    benchmark.scatter();
    CompactionResult compaction = benchmark.compact();
    boolean relocates =
        Allocators.onClassPath().contender(allocator, Map.of()).can(Capability.RELOCATES);
    assertEquals(relocates, compaction.blocksMoved() > 0, allocator);
  }

  @Test
  void replaysDifferByAllocatorAndTrace() throws Exception {
    ReplayBenchmark noop = replay("noop", "steady");
    ReplayBenchmark firstfit = replay("firstfit", "steady");
    ReplayBenchmark recording = replay("firstfit", "../traces/ls-symlink.full.memtrace.zst");
    ReplayBenchmark.Ops steadyOps = new ReplayBenchmark.Ops();
    ReplayBenchmark.Ops recordedOps = new ReplayBenchmark.Ops();
    long trail = firstfit.replay(steadyOps);
    assertNotEquals(trail, noop.replay(new ReplayBenchmark.Ops()));
    assertEquals(200_000, steadyOps.ops);
    assertNotEquals(trail, recording.replay(recordedOps));
    assertEquals(389, recordedOps.ops); // 282 N and 107 F, as traces/README.md says
    firstfit.refresh();
    assertEquals(trail, firstfit.replay(steadyOps));
    assertFalse(trail == 0);
  }

  private static ReplayBenchmark replay(String allocator, String trace) throws Exception {
    ReplayBenchmark benchmark = new ReplayBenchmark();
    benchmark.allocator = allocator;
    benchmark.trace = trace;
    benchmark.heap = "2";
    benchmark.open();
    benchmark.refresh();
    return benchmark;
  }
}
