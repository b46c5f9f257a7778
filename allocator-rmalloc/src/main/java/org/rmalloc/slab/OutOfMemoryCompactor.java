// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;

/**
 * Makes room for a request that failed, by the steps of the {@link OutOfMemoryCompactionPolicy} and
 * then the {@link LastResortCompactionPlanner}, and compacts when asked.
 *
 * <p>Work ahead of need, where the policy wants it: the break may rise only up to a limit, and a
 * request that would have to pass it fails, although there is room. Relief then looks for room
 * below the break. If the free extents there have enough bytes in all, the cheapest window is
 * emptied, if its used bytes are at most {@link #CHEAP_BYTES} and {@link #AHEAD_RATIO} times the
 * bytes needed; if they are more, slabs give back their unused slots and the cheapest window is
 * looked for again. Otherwise the limit rises, by what is needed and a part of the heap used so
 * far. So what a request moves is bounded by its size; the searches, of O(extents) loads each, are
 * not, as long as they find room. The first request that does not fit at all lifts the limit.
 */
final class OutOfMemoryCompactor {
  /**
   * A window with so many used bytes, and what is needed on top, is emptied before slabs shrink.
   */
  private static final int CHEAP_BYTES = 1024;

  /** How many times what is needed may be moved before the break rises. */
  private static final int AHEAD_RATIO = 4;

  /** The break may rise by 1 / 2^5 of itself before room is looked for below it again. */
  private static final int AHEAD_SHIFT = 5;

  private final Extents extents;
  private final FreeSpace space;
  private final Slabs slabs;
  private final HeapCompactionExecutor compactor;
  private final ActualExtentView view;
  private final CheapestHoleFinder windows;
  private final LastResortCompactionPlanner lastResort;
  private final OutOfMemoryCompactionPolicy policy;
  private final OutOfMemoryCompactionStep[] steps;

  OutOfMemoryCompactor(
      Extents extents,
      Slabs slabs,
      HeapCompactionExecutor compactor,
      OutOfMemoryCompactionPolicy policy) {
    this.extents = extents;
    this.space = extents.space;
    this.slabs = slabs;
    this.compactor = compactor;
    this.view = compactor.view();
    this.windows = new CheapestHoleFinder(view);
    this.lastResort = new LastResortCompactionPlanner(compactor);
    this.policy = policy;
    this.steps =
        policy.steps().toArray(new OutOfMemoryCompactionStep[0]); // an iterator would be an object
    if (policy.worksAhead()) {
      space.limitGrowth(0);
    }
  }

  /** Slides everything together, after unused slabs and tails of slabs were given back. */
  CompactionResult compact(CompactionBudget budget) {
    CompactionBudgetMeter meter = new CompactionBudgetMeter(budget);
    begin(meter);
    compactor.cutSlabs(Integer.MAX_VALUE);
    compactor.shrinkTable();
    compactor.slide(Integer.MAX_VALUE);
    return meter.result();
  }

  /** Makes room for a block of {@code sizeBytes} with an extent of its own, if that is possible. */
  CompactionResult relieve(int sizeBytes, CompactionBudget budget) {
    if (compactor.fits(sizeBytes)) {
      return CompactionResult.NOTHING;
    }
    CompactionBudgetMeter meter = new CompactionBudgetMeter(budget);
    if (space.isGrowthLimited() && workAhead(sizeBytes, meter)) {
      return meter.result();
    }
    space.liftGrowthLimit();
    begin(meter);
    if (steps.length > 0 && !view.lacksEntry()) {
      takeSteps(sizeBytes);
    }
    if (!meter.hasEnded() && !compactor.fits(sizeBytes)) {
      lastResort.makeRoom(sizeBytes);
    }
    return meter.result();
  }

  /**
   * Makes room for a request below the break, or lets the break rise.
   *
   * @return whether the request fits now
   */
  private boolean workAhead(int sizeBytes, CompactionBudgetMeter meter) {
    int needed = view.neededHoleBytes(sizeBytes);
    if (space.wildernessBytes() < view.withEntry(needed)) {
      return false;
    }
    if (space.freeBytes() >= needed) {
      begin(meter);
      int cheap = CHEAP_BYTES + AHEAD_RATIO * Math.min(needed, Integer.MAX_VALUE / 8);
      if (!emptyWindow(needed, cheap)) {
        compactor.cutSlabs(Integer.MAX_VALUE);
        emptyWindow(needed, cheap);
      }
    }
    if (!compactor.fits(sizeBytes)) {
      space.limitGrowth(needed + (space.end() >>> AHEAD_SHIFT));
    }
    return true;
  }

  private void begin(CompactionBudgetMeter meter) {
    compactor.begin(meter);
    space.listVictim();
    if (extents.mayBeLocked()) {
      extents.noteMayBeLocked(findLocks());
    }
  }

  /** Has each slab's header say whether a slot is locked now; returns whether any block is. */
  private boolean findLocks() {
    boolean found = false;
    for (int at = view.first(); at < view.end(); ) {
      int word = view.word(at);
      found |=
          ExtentBoundaryTag.isSlab(word)
              ? slabs.access().noteLocked(at, word)
              : ExtentBoundaryTag.isPinned(word);
      at = view.next(at, word);
    }
    return found;
  }

  /** Takes the policy's steps: for a small block for a slab first, then for its own extent. */
  private void takeSteps(int sizeBytes) {
    int slabBytes = slabs.wantedBytes(sizeBytes);
    if (slabBytes == 0 || !makeRoomForSlab(sizeBytes, slabBytes)) {
      makeHole(view.neededHoleBytes(sizeBytes));
    }
  }

  /** Makes room for a slab, of fewer slots where there are too few free bytes. */
  private boolean makeRoomForSlab(int sizeBytes, int slabBytes) {
    int minimum = view.neededHoleBytes(sizeBytes);
    for (int bytes = slabBytes; bytes > 2 * minimum; bytes = halved(bytes)) {
      if (makeHole(bytes)) {
        return true;
      }
    }
    return false;
  }

  private int halved(int bytes) {
    return extents.geometry.extentBytes(bytes / 2);
  }

  /** Makes a hole by the policy's steps; returns whether there is one. */
  private boolean makeHole(int bytes) {
    for (OutOfMemoryCompactionStep step : steps) {
      if (take(step, bytes)) {
        return true;
      }
    }
    return false;
  }

  /** Takes a step; returns whether there is a hole now. */
  private boolean take(OutOfMemoryCompactionStep step, int bytes) {
    return switch (step) {
      case CHEAP_WINDOW -> emptyWindow(bytes, CHEAP_BYTES + bytes);
      case CUT_SLABS -> {
        compactor.cutSlabs(Integer.MAX_VALUE);
        yield hasHole(bytes);
      }
      case PACK_SLABS -> {
        compactor.packSlabs(view.withEntry(bytes));
        yield hasHole(bytes);
      }
      case ANY_WINDOW -> emptyWindow(bytes, Integer.MAX_VALUE);
    };
  }

  /** Empties the cheapest window, if there is one that has at most so many used bytes. */
  private boolean emptyWindow(int bytes, int maximumUsedBytes) {
    windows.find(bytes, policy);
    return windows.start() != CheapestHoleFinder.NONE
        && windows.usedBytes() <= maximumUsedBytes
        && compactor.empty(windows, bytes);
  }

  private boolean hasHole(int bytes) {
    return Math.max(space.largestHoleBytes(), view.claimableExtentBytes()) >= bytes;
  }
}
