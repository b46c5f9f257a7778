// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/** The oracle of {@link CheapestHoleFinder} tries every run of extents. */
final class CheapestHoleFinderTest {
  private static final int STATES = 2000;

  @Test
  void findsTheCheapestWindowThatSlides() {
    int found = 0;
    for (long seed = 0; seed < STATES; seed++) {
      State state = new State(seed);
      int needed = state.neededBytes();
      CheapestHoleFinder search = new CheapestHoleFinder(new ActualExtentView(state.extents));
      search.find(needed, OutOfMemoryCompactionPolicy.SLIDE);
      long expected = state.cheapestSlide(needed);
      long actual = search.start() == CheapestHoleFinder.NONE ? Long.MAX_VALUE : search.usedBytes();
      assertEquals(expected, actual, "used bytes of the cheapest window, seed " + seed);
      found += search.start() == CheapestHoleFinder.NONE ? 0 : 1;
    }
    assertTrue(found > STATES / 2, found + " windows found");
  }

  @Test
  void aWindowThatEvictsCannotFail() {
    int evicting = 0;
    for (long seed = 0; seed < STATES; seed++) {
      State state = new State(seed);
      int needed = state.neededBytes();
      CheapestHoleFinder search = new CheapestHoleFinder(new ActualExtentView(state.extents));
      state.extents.space.listVictim();
      search.find(needed, OutOfMemoryCompactionPolicy.WINDOWS);
      if (search.start() != CheapestHoleFinder.NONE) {
        CompactionBudgetMeter meter = new CompactionBudgetMeter(CompactionBudget.UNLIMITED);
        state.grower().emptyWindow(search.start(), needed, search.evicts(), meter);
        ExtentChecker.check(state.allocator);
        assertTrue(state.largestHole() >= needed, "seed " + seed);
        assertEquals(1, meter.result().steps());
        evicting += search.evicts() ? 1 : 0;
      }
    }
    assertTrue(evicting > STATES / 10, evicting + " windows evict");
  }

  @Test
  void aRowOfSizesHasTheWindowsOfItsHeap() {
    for (long seed = 0; seed < STATES; seed++) {
      State state = new State(seed);
      int needed = state.neededBytes();
      CheapestHoleFinder inHeap = new CheapestHoleFinder(new ActualExtentView(state.extents));
      CheapestHoleFinder onSizes = new CheapestHoleFinder(state.sizes());
      inHeap.find(needed, OutOfMemoryCompactionPolicy.WINDOWS);
      onSizes.find(needed, OutOfMemoryCompactionPolicy.WINDOWS);
      assertEquals(inHeap.usedBytes(), onSizes.usedBytes(), "seed " + seed);
      assertEquals(inHeap.evicts(), onSizes.evicts(), "seed " + seed);
    }
  }

  /** A heap of large blocks with holes and locks, all drawn from a seed. */
  private static final class State {
    final Rmalloc2 allocator;
    final Extents extents;
    private final SplittableRandom random;

    State(long seed) {
      random = new SplittableRandom(seed);
      Rmalloc2Options options =
          new Rmalloc2Options(8, 0, 0, 127, OutOfMemoryCompactionPolicy.WINDOWS);
      allocator = new Rmalloc2(new PlainHeap(8192), options, PlacementListener.NONE);
      extents = allocator.extents;
      List<Long> live = new ArrayList<>();
      for (long handle = malloc(); handle != Allocator.NO_HANDLE; handle = malloc()) {
        live.add(handle);
      }
      for (long handle : live) {
        int roll = random.nextInt(10);
        if (roll < 4) {
          allocator.free(handle);
        } else if (roll == 9 && seed % 2 == 0) {
          allocator.lock(handle);
        }
      }
      extents.space.listVictim();
    }

    private long malloc() {
      return allocator.malloc(1 + random.nextInt(400));
    }

    int neededBytes() {
      return extents.geometry.extentBytes(largestHole() + 8 + random.nextInt(1000));
    }

    int largestHole() {
      return Math.max(extents.space.largestHoleBytes(), extents.space.claimableBytes());
    }

    HoleGrower grower() {
      ExtentMover mover = new ExtentMover(extents, allocator.classes, allocator.slabs);
      return new HoleGrower(extents, new ActualExtentView(extents), mover);
    }

    ForecastExtentView sizes() {
      ForecastExtentView sizes = new ForecastExtentView(extents.geometry);
      sizes.setClaimableBytes(extents.space.claimableBytes());
      sizes.setEntries(extents.table.freeCount(), 0);
      for (int at = extents.geometry.firstExtent; at < extents.space.end(); at += bytes(at)) {
        if (ExtentBoundaryTag.isFree(word(at))) {
          sizes.appendFree(bytes(at));
        } else if (ExtentBoundaryTag.isPinned(word(at))) {
          sizes.appendPinned(bytes(at));
        } else {
          sizes.appendMovable(bytes(at));
        }
      }
      return sizes;
    }

    /** Used bytes of the cheapest run without a pinned extent that has enough free bytes. */
    long cheapestSlide(int needed) {
      long cheapest = Long.MAX_VALUE;
      int end = extents.space.end();
      for (int from = extents.geometry.firstExtent; from < end; from += bytes(from)) {
        if (ExtentBoundaryTag.isFree(word(from))) {
          cheapest = Math.min(cheapest, slideFrom(from, end, needed));
        }
      }
      return cheapest;
    }

    private long slideFrom(int from, int end, int needed) {
      int free = 0;
      int used = 0;
      for (int at = from; at < end; at += bytes(at)) {
        if (ExtentBoundaryTag.isPinned(word(at))) {
          return Long.MAX_VALUE;
        }
        free += ExtentBoundaryTag.isFree(word(at)) ? bytes(at) : 0;
        used += ExtentBoundaryTag.isFree(word(at)) ? 0 : bytes(at);
        if (free >= needed) {
          return used;
        }
      }
      int entry = extents.table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
      return free + extents.space.claimableBytes() - entry >= needed ? used : Long.MAX_VALUE;
    }

    private int word(int extent) {
      return ExtentBoundaryTag.word(extents.probe, extent);
    }

    private int bytes(int extent) {
      return extents.bytes(word(extent));
    }
  }
}
