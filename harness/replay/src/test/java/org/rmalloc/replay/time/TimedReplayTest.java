// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.testkit.ForwardingAllocator;

/**
 * Times are nanoseconds of the clock: of an allocator that takes its time no less than it took, and
 * of all ops together no more than passed meanwhile. Bounds that no load of the machine can break.
 */
final class TimedReplayTest {
  private static final long LEAST_NANOS = 1_000_000;
  private static final long MARGIN_NANOS =
      20_000; // for the clock's own reading, which is taken off
  private static final int HEAP_BYTES = 64;
  private static final ThreadLocal<CpuOrWallClock> CLOCK =
      ThreadLocal.withInitial(CpuOrWallClock::ofThisThread);

  /** The third request finds its bytes only once the first one's hole is closed. */
  private static final Workload WORKLOAD = Workload.of(Traces.of("N0:16 N1:16 F0 N2:36 F1 F2"));

  @Test
  void timesOfOpsAreNanoseconds() {
    int[] opNanos = new int[WORKLOAD.opCount()];
    TimedReplay replay = new TimedReplay(WORKLOAD, CompactionLimit.NONE);
    long start = System.nanoTime();
    int opsMet = replay.run(slow(new PlainHeap(HEAP_BYTES), PlacementListener.NONE), opNanos);
    long whole = System.nanoTime() - start;
    long[] oomNanos = replay.oomNanos();
    assertArrayEquals(new int[] {3}, replay.oomOps(), "the op that needed out-of-memory handling");
    assertEquals(WORKLOAD.opCount(), opsMet);
    assertAll(opNanos);
    assertTrue(oomNanos[0] >= LEAST_NANOS, () -> oomNanos[0] + " ns of out-of-memory handling");
    long sum = Arrays.stream(opNanos).asLongStream().sum() + oomNanos[0];
    assertTrue(sum <= whole, () -> "ops of %d ns in all, in %d ns".formatted(sum, whole));
  }

  @Test
  void throughputIsInNanosecondsAnOp() {
    JavaAllocatorContender contender = Toy.contender("slow", TimedReplayTest::slow);
    long start = System.nanoTime();
    ForkTimeResult fork =
        new InForkMeasurer(WORKLOAD, contender, HEAP_BYTES, CompactionLimit.NONE, 0).run();
    long whole = System.nanoTime() - start;
    double nanos = fork.blockNanos().getFirst();
    double perOp = nanos / WORKLOAD.opCount();
    assertTrue(perOp >= LEAST_NANOS, () -> perOp + " ns an op");
    double all = nanos * fork.throughputPasses();
    assertTrue(all <= whole, () -> "passes of %.0f ns in all, in %d ns".formatted(all, whole));
  }

  private static void assertAll(int[] opNanos) {
    List<Integer> tooShort = Arrays.stream(opNanos).filter(n -> n < LEAST_NANOS).boxed().toList();
    assertEquals(List.of(), tooShort, "times of ops that took longer");
  }

  private static Allocator slow(Heap heap, PlacementListener listener) {
    return new ForwardingAllocator(Toy.slidingIn(heap, listener)) {
      @Override
      public long malloc(long sizeBytes) {
        dawdle();
        return super.malloc(sizeBytes);
      }

      @Override
      public void free(long handle) {
        dawdle();
        super.free(handle);
      }

      @Override
      public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
        dawdle();
        return super.relieve(sizeBytes, budget);
      }
    };
  }

  /** Takes as much CPU time, and so no less of any other. */
  private static void dawdle() {
    CpuOrWallClock clock = CLOCK.get();
    long start = clock.nanos();
    while (clock.nanos() - start < LEAST_NANOS + MARGIN_NANOS) {
      Thread.onSpinWait();
    }
  }
}
