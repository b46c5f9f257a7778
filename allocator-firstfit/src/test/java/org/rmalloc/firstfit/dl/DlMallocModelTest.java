// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * Every block lies where {@link NaiveDlMalloc} puts it, and the break is the same, after each of
 * many random operations; the invariants hold all the while.
 */
final class DlMallocModelTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int SLOTS = 400;
  private static final int OPS_PER_CHECK = 50;

  /** How large the largest request is, and an arena that holds most requests, not all. */
  record Load(int seed, int ops, int largest, int capacity, int granularity, long trimThreshold) {}

  static Stream<Load> loads() {
    return Stream.of(
        new Load(1, 60_000, 250, 40_000, 1, NEVER),
        new Load(2, 60_000, 250, 60_000, 4096, NEVER),
        new Load(3, 60_000, 600, 90_000, 64, 1024),
        new Load(4, 60_000, 5_000, 600_000, 4096, NEVER),
        new Load(5, 60_000, 5_000, 600_001, 1, 0),
        new Load(6, 60_000, 300_000, 8_000_000, 4096, 1 << 20),
        new Load(7, 40_000, 20_000_000, 300_000_000, 4096, NEVER),
        new Load(8, 40_000, 20_000_000, 200_000_000, 65_536, 2 << 20));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void placesEveryBlockWhereTheModelDoes(Load load) {
    new Replay(load).run();
  }

  private static final class Replay {
    private final Load load;
    private final SplittableRandom random;
    private final DlMalloc allocator;
    private final DlMallocInvariants invariants;
    private final NaiveDlMalloc model;
    private final long[] handles = new long[SLOTS];
    private final int[] sizes = new int[SLOTS];
    private int op;

    Replay(Load load) {
      this.load = load;
      random = new SplittableRandom(load.seed);
      Heap heap = new PlainHeap(load.capacity);
      allocator =
          new DlMalloc(heap, load.granularity, 0, load.trimThreshold, PlacementListener.NONE);
      invariants = new DlMallocInvariants(allocator, heap, load.granularity, 0);
      model = new NaiveDlMalloc(load.capacity, load.granularity, load.trimThreshold);
    }

    void run() {
      int slots = SLOTS;
      for (op = 0; op < load.ops; op++) {
        if (op % 3000 == 0) {
          slots = 1 + random.nextInt(SLOTS); // phases of many and of few blocks
        }
        step(random.nextInt(slots));
        assertEquals(model.footprint(), allocator.footprint(), this::where);
        if (op % OPS_PER_CHECK == 0) {
          invariants.check();
        }
      }
    }

    private void step(int slot) {
      if (handles[slot] == 0) {
        malloc(slot);
      } else if (random.nextInt(4) == 0) {
        realloc(slot);
      } else {
        model.free(address(slot));
        allocator.free(handles[slot]);
        handles[slot] = 0;
      }
    }

    private void malloc(int slot) {
      int size = drawSize();
      int expected = model.malloc(size);
      handles[slot] = allocator.malloc(size);
      sizes[slot] = size;
      int address = handles[slot] == 0 ? NaiveDlMalloc.FAILED : address(slot);
      assertEquals(expected, address, () -> where() + ": malloc of " + size);
    }

    private void realloc(int slot) {
      int size = random.nextBoolean() ? drawSize() : near(sizes[slot]);
      boolean mayMove = random.nextInt(4) > 0;
      int expected = model.realloc(address(slot), size, mayMove);
      if (!mayMove) {
        allocator.lock(handles[slot]);
      }
      ReallocOutcome outcome = allocator.realloc(handles[slot], size);
      if (!mayMove) {
        allocator.unlock(handles[slot]);
      }
      boolean failed = outcome == ReallocOutcome.FAILED;
      sizes[slot] = failed ? sizes[slot] : size;
      int address = failed ? NaiveDlMalloc.FAILED : address(slot);
      assertEquals(expected, address, () -> where() + ": realloc to " + size);
    }

    /** Log-uniform: all bins are in use. */
    private int drawSize() {
      return (int) Math.exp(random.nextDouble() * Math.log(load.largest)) - 1;
    }

    private int near(int size) {
      return Math.max(0, size + random.nextInt(-40, 41));
    }

    private int address(int slot) {
      return (int) allocator.weakLock(handles[slot]);
    }

    private String where() {
      return load + ", op " + op;
    }
  }
}
