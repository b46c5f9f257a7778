// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.heap.PlainHeap;

/** Once warm, the operations and the probes at each of them make no garbage. */
final class NoAllocationTest {
  private static final int SLOTS = 256;
  private static final int OPS = 20_000;

  static List<AllocatorProvider> providers() {
    return List.of(
        new RmallocProvider(),
        new RmallocCompactingProvider(),
        new RmallocCompactingMaxmemProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void operationsAndProbesMakeNoGarbage(AllocatorProvider provider) {
    Allocator allocator = provider.create(new PlainHeap(1 << 16)); // bump, then lists
    long[] handles = new long[SLOTS];
    SplittableRandom random = new SplittableRandom(1);
    int[] draws = random.ints(OPS, 0, Integer.MAX_VALUE).toArray();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(allocator, handles, draws);
    long before = threads.getCurrentThreadAllocatedBytes();
    long overhead = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    run(allocator, handles, draws);
    assertEquals(overhead, threads.getCurrentThreadAllocatedBytes() - before);
  }

  private static void run(Allocator allocator, long[] handles, int[] draws) {
    for (int draw : draws) {
      int slot = draw % SLOTS;
      int size = (draw >>> 8) % 400;
      long handle = handles[slot];
      if (handle == 0) {
        handles[slot] = allocator.malloc(size);
      } else if (draw % 3 == 0) {
        allocator.realloc(handle, size);
      } else if (draw % 5 == 0) {
        allocator.lock(handle);
        allocator.unlock(handle);
      } else {
        allocator.free(handle);
        handles[slot] = 0;
      }
      allocator.largestFree();
      allocator.maxmem();
      allocator.footprint();
    }
  }
}
