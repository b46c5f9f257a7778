// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.heap.PlainHeap;

/** What keeps the allocator fast, as far as it does not depend on a clock. */
final class DlMallocSpeedRulesTest {
  private static final int BLOCKS = 2_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private final long[] handles = new long[BLOCKS];

  @Test
  void nothingIsAllocatedOnceWarm() {
    DlMalloc allocator =
        new DlMalloc(new PlainHeap(8 << 20), 4096, 0, Fixture.NEVER, PlacementListener.NONE);
    churn(allocator, 50_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    churn(allocator, 50_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 10_000, () -> allocated + " bytes for 50,000 operations");
  }

  /** O(1) but for the trees, whose 32 steps of up to 4 loads bound everything. */
  @Test
  void costOfAnOperationIsBoundedByAConstant() {
    LoadStoreCountingHeap heap = new LoadStoreCountingHeap(64 << 20);
    DlMalloc allocator = new DlMalloc(heap, 4096, 0, Fixture.NEVER, PlacementListener.NONE);
    long worst = 0;
    for (int op = 0; op < 200_000; op++) {
      long before = heap.cost();
      churn(allocator, 1);
      worst = Math.max(worst, heap.cost() - before);
    }
    long mallocAndFree = worst;
    assertTrue(mallocAndFree < 200, () -> "a free and a malloc cost " + mallocAndFree);
  }

  private void churn(DlMalloc allocator, int ops) {
    for (int op = 0; op < ops; op++) {
      int slot = random.nextInt(BLOCKS);
      if (handles[slot] != 0) {
        allocator.free(handles[slot]);
      }
      handles[slot] = allocator.malloc(random.nextInt(1 << random.nextInt(1, 13)));
      allocator.largestFree();
    }
  }
}
