// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Prefixes;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.random.SplitMix64;

/**
 * What a row of the one pass says is what brute force finds: at 1,000 random ops in all, the trace
 * is replayed up to there in a fresh heap, every size is tried from the heap's down to the first
 * that succeeds, and everything else is counted on the walk.
 */
final class ProbingTest {
  private static final int OPS_IN_ALL = 1_000;
  private static final int[] HEAP_PERCENTS = {110, 180, 250};

  static List<JavaAllocatorContender> allocators() {
    return Found.all();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void aRowIsWhatBruteForceFinds(JavaAllocatorContender contender) throws IOException {
    SplitMix64 random = new SplitMix64(contender.name().hashCode());
    int probes = Math.ceilDiv(OPS_IN_ALL, allocators().size() * HEAP_PERCENTS.length);
    for (int percent : HEAP_PERCENTS) {
      Workload workload = Workload.of(Traces.random(percent, 3_000, 50, true));
      int heapSize = (int) (workload.peakLive() * percent / 100);
      Map<Long, AllocStatsDataPoint> rows = rows(contender, workload, heapSize);
      for (int i = 0; i < probes; i++) {
        long index = random.below(rows.size());
        Probe probe = new Probe(contender, Prefixes.upTo(workload, index), heapSize);
        assertAgree(
            probe, rows.get(index), "%s, %d %%, op %d".formatted(contender.name(), percent, index));
      }
    }
  }

  private static void assertAgree(Probe probe, AllocStatsDataPoint row, String when) {
    Counted counted = new Counted(probe);
    assertEquals(counted.used, row.usedBytes(), () -> when + ": used");
    assertEquals(counted.free, row.freeBytes(), () -> when + ": free");
    assertEquals(counted.overhead, row.overheadBytes(), () -> when + ": overhead");
    assertEquals(counted.internal, row.internalBytes(), () -> when + ": internal");
    assertEquals(counted.footprint, row.footprintBytes(), () -> when + ": footprint");
    long largest = probe.largest(false);
    assertEquals(largest, row.largestFree(), () -> when + ": largest_free");
    long relieved = Math.max(largest, probe.largest(true));
    assertEquals(relieved, row.maxmem(), () -> when + ": maxmem");
  }

  private static Map<Long, AllocStatsDataPoint> rows(
      JavaAllocatorContender contender, Workload workload, int heapSize) throws IOException {
    Map<Long, AllocStatsDataPoint> rows = new HashMap<>();
    SpaceReplayOptions options = new SpaceReplayOptions(heapSize).at(DataPointSampling.ALL);
    SpaceResult result =
        new SpacePass(workload, contender, options)
            .run(point -> rows.put(point.opIndex(), point), ProgressNotifier.silent());
    result.stoppedAt().ifPresent(stop -> rows.remove(stop.opIndex())); // its retry changed the heap
    assertTrue(rows.size() > 100, () -> contender.name() + " stops too soon");
    return rows;
  }

  /** A heap as it is after some ops. */
  private record Probe(JavaAllocatorContender contender, Workload prefix, int heapSize) {

    /** The largest size that succeeds, found by trying all from the heap's down; −1 if none. */
    long largest(boolean relieved) {
      Allocator allocator = contender.create(new PlainHeap(heapSize));
      replay(allocator);
      if (relieved) {
        allocator.relieve(heapSize, CompactionBudget.UNLIMITED);
      }
      long size = heapSize;
      while (size >= 0 && allocator.malloc(size) == 0) { // one that fails changes nothing
        size--;
      }
      return size;
    }

    void replay(Allocator allocator) {
      int opsMet = new PlainReplay(prefix, CompactionLimit.NONE).run(allocator);
      assertEquals(prefix.opCount(), opsMet);
    }
  }

  /** Figures counted on the walk, and from what the listener was told, block by block. */
  private static final class Counted implements HeapVisitor {
    long used;
    long free;
    long overhead;
    final long internal;
    final long footprint;

    Counted(Probe probe) {
      Extents extents = new Extents();
      MisuseCheckingAllocator allocator =
          new MisuseCheckingAllocator(
              probe.contender.create(new PlainHeap(probe.heapSize), extents));
      probe.replay(allocator);
      allocator.walk(this);
      footprint = allocator.footprint();
      internal =
          extents.byHandle.entrySet().stream()
              .mapToLong(block -> block.getValue() - allocator.sizeBytes(block.getKey()))
              .sum();
    }

    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      used += to - from;
    }

    @Override
    public void free(long from, long to) {
      free += to - from;
    }

    @Override
    public void overhead(long from, long to) {
      overhead += to - from;
    }
  }

  /** How many bytes each live block takes. */
  private static final class Extents implements PlacementListener {
    final Map<Long, Long> byHandle = new HashMap<>();

    @Override
    public void placed(long handle, long address, long sizeBytes, long from, long to) {
      byHandle.put(handle, to - from);
    }

    @Override
    public void freed(long handle) {
      byHandle.remove(handle);
    }

    @Override
    public void moved(long handle, long address, long from, long to) {
      byHandle.put(handle, to - from);
    }

    @Override
    public void reserved(long from, long to) {}

    @Override
    public void released(long from, long to) {}
  }
}
