// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/**
 * Random calls in heaps that run out: after each one the invariants of {@link Extents} hold, blocks
 * are aligned as they were asked for, and no compaction moves more than its budget allows.
 */
final class InvariantsTest {
  private static final int SEQUENCES = 150;
  private static final int OPS = 600;

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void holdAfterEveryCall(int alignment) {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      int slabMaximum = seed % 7 == 0 ? 0 : 256;
      OutOfMemoryCompactionPolicy[] policies = OutOfMemoryCompactionPolicy.values();
      OutOfMemoryCompactionPolicy policy = policies[(int) (seed % policies.length)];
      Rmalloc2Options options = new Rmalloc2Options(alignment, slabMaximum, 32, 127, policy);
      new Sequence(seed, options).run();
    }
  }

  /** One sequence. */
  private static final class Sequence {
    private final SplittableRandom random;
    private final Rmalloc2 allocator;
    private final List<Long> live = new ArrayList<>();
    private final List<Long> locked = new ArrayList<>();
    private final Map<Long, Integer> alignments = new HashMap<>(); // of live blocks
    private final int capacity;

    Sequence(long seed, Rmalloc2Options options) {
      random = new SplittableRandom(seed);
      capacity = 2048 << random.nextInt(6);
      allocator = new Rmalloc2(new PlainHeap(capacity), options, PlacementListener.NONE);
    }

    void run() {
      for (int op = 0; op < OPS; op++) {
        step();
        ExtentChecker.check(allocator);
        alignments.forEach(
            (handle, alignment) ->
                assertEquals(0, allocator.weakLock(handle) % alignment, "of " + alignment));
      }
    }

    private void step() {
      int roll = random.nextInt(100);
      if (live.isEmpty() || roll < 50) {
        malloc(random.nextInt(8) == 0 ? random.nextInt(capacity / 8) : random.nextInt(80));
      } else if (roll < 75) {
        long handle = live.remove(random.nextInt(live.size()));
        locked.removeIf(other -> other == handle);
        alignments.remove(handle);
        allocator.free(handle);
      } else if (roll < 83) {
        allocator.realloc(live.get(random.nextInt(live.size())), random.nextInt(capacity / 8));
      } else if (roll < 90) {
        long handle = live.get(random.nextInt(live.size()));
        allocator.lock(handle);
        locked.add(handle);
      } else if (roll < 98 && !locked.isEmpty()) {
        allocator.unlock(locked.remove(random.nextInt(locked.size())));
      } else {
        long budget = random.nextInt(capacity);
        checkBudget(budget, allocator.compact(CompactionBudget.bytes(budget)));
      }
    }

    private static void checkBudget(long budget, CompactionResult compaction) {
      assertTrue(compaction.bytesMoved() <= budget, () -> budget + " allowed, did " + compaction);
    }

    private void malloc(int sizeBytes) {
      int alignment = random.nextInt(10) == 0 ? 1 << random.nextInt(10) : 1;
      long handle = allocator.malloc(sizeBytes, alignment);
      if (handle == Allocator.NO_HANDLE) {
        long budget = random.nextInt(2 * capacity);
        long room = Allocator.roomFor(sizeBytes, alignment);
        checkBudget(budget, allocator.relieve(room, CompactionBudget.bytes(budget)));
        ExtentChecker.check(allocator);
        handle = allocator.malloc(sizeBytes, alignment);
      }
      if (handle != Allocator.NO_HANDLE) {
        live.add(handle);
        alignments.put(handle, alignment);
      }
    }
  }
}
