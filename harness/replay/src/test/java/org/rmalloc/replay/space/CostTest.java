// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.testkit.ForwardingAllocator;
import org.rmalloc.trace.OpKind;

/** What an op costs is what an independent heap tallies, to the access. */
final class CostTest {
  private static final Workload WORKLOAD = Workload.of(Traces.random(7, 4_000, 60, true));

  static List<JavaAllocatorContender> allocators() {
    return Found.all();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void costIsTheTallyOfAnIndependentHeap(JavaAllocatorContender contender) throws IOException {
    int heapSize = (int) (2 * WORKLOAD.peakLive());
    List<AllocStatsDataPoint> points = points(contender, heapSize);
    List<Long> tallies = tallies(contender, heapSize);
    assertEquals(tallies, points.stream().map(AllocStatsDataPoint::cost).toList());
    boolean costsNothing = contender.name().equals("optimal");
    assertEquals(costsNothing, tallies.stream().allMatch(cost -> cost == 0));
  }

  @Test
  void oneLoadMoreInMallocRaisesItsCostByOne() throws IOException {
    List<AllocStatsDataPoint> plain = points(Toy.sliding(), 1 << 20);
    List<AllocStatsDataPoint> loading =
        points(Toy.contender("loading", CostTest::loading), 1 << 20);
    assertEquals(plain.size(), loading.size());
    for (int i = 0; i < plain.size(); i++) {
      long more = plain.get(i).op() == OpKind.NEW ? 1 : 0;
      assertEquals(plain.get(i).cost() + more, loading.get(i).cost(), "op " + i);
    }
    assertTrue(
        plain.stream().allMatch(point -> point.op() != OpKind.NEW || point.oomCost() == 0),
        "no malloc is called twice here");
  }

  private static List<AllocStatsDataPoint> points(JavaAllocatorContender contender, int heapSize)
      throws IOException {
    List<AllocStatsDataPoint> points = new ArrayList<>();
    SpaceReplayOptions options = new SpaceReplayOptions(heapSize).at(DataPointSampling.ALL);
    new SpacePass(WORKLOAD, contender, options).run(points::add, ProgressNotifier.silent());
    return points;
  }

  /** By request, on an unchecked allocator without a listener: what its calls cost. */
  private static List<Long> tallies(JavaAllocatorContender contender, int heapSize) {
    TallyingHeap heap = new TallyingHeap(heapSize);
    Allocator allocator = contender.create(heap);
    long[] handles = new long[WORKLOAD.slotCount()];
    List<Long> tallies = new ArrayList<>();
    for (int op = 0; op < WORKLOAD.opCount(); op++) {
      byte kind = WORKLOAD.kinds()[op];
      int slot = WORKLOAD.slots()[op];
      long size = WORKLOAD.sizes()[op];
      long before = heap.cost();
      boolean met = call(allocator, kind, size, slot, handles);
      long cost = heap.cost() - before;
      if (!met) {
        allocator.compact(CompactionBudget.UNLIMITED);
        long beforeRetry = heap.cost();
        met = call(allocator, kind, size, slot, handles);
        cost += heap.cost() - beforeRetry;
      }
      if (kind <= OpKind.Code.RESIZE) {
        tallies.add(cost);
      }
      if (!met) {
        break;
      }
    }
    return tallies;
  }

  private static boolean call(Allocator allocator, byte kind, long size, int slot, long[] handles) {
    switch (OpKind.of(kind)) {
      case NEW -> handles[slot] = allocator.malloc(size);
      case FREE -> allocator.free(handles[slot]);
      case RESIZE -> {
        return allocator.realloc(handles[slot], size) != ReallocOutcome.FAILED;
      }
      case LOCK -> allocator.lock(handles[slot]);
      case UNLOCK -> allocator.unlock(handles[slot]);
      default -> throw new AssertionError(kind);
    }
    return handles[slot] != 0;
  }

  /** Loads once more in each malloc. */
  private static Allocator loading(Heap heap, PlacementListener listener) {
    return new ForwardingAllocator(Toy.slidingIn(heap, listener)) {
      @Override
      public long malloc(long sizeBytes) {
        heap.getInt(0);
        return super.malloc(sizeBytes);
      }
    };
  }
}
