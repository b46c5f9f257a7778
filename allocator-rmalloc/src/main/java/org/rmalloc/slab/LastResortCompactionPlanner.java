// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * The planner of the last resort: all that can be done for a request. (1) Every unlocked slab is
 * made as small as it can be. (2) All extents slide down, each as far as the pinned one before it
 * lets it, so that each <b>gap</b> between two pinned extents has one hole, at its end. (3) In one
 * gap extents are evicted to the holes of others until its own is large enough. That gap is the one
 * that may get the largest hole, see {@link EvictionGapChooser}.
 *
 * <p>It decides; a {@link LastResortCompactionOperations} does what it decides. So {@code maxmem}
 * and the relief that must keep its promise are one code: {@link LastResortCompactionDryRun} has it
 * make room for a request that never fits, and notes the largest one that fits each time it is
 * asked.
 *
 * <p>What the two executors do not share is how a step is done. How small a slab can be made
 * follows from its state, and both ask the same methods ({@link SlabShrinker#tightBytes}, {@link
 * LockedSlabTailTrimmer#tightBytes}); only the mover rewrites the slab. Sliding is a sum of free
 * bytes on sizes, and a copy of each extent in the heap, as far as the budget allows. Both evict by
 * one {@link EvictionTargetChooser}.
 *
 * <p>The windows of an {@link OutOfMemoryCompactionPolicy} need no forecast: none makes a hole that
 * is larger than the last resort could make it, see {@link CheapestHoleFinder#find}.
 */
final class LastResortCompactionPlanner {
  private final LastResortCompactionOperations executor;
  private final CompactionExtentView view;
  private final EvictionGapChooser gaps;

  LastResortCompactionPlanner(LastResortCompactionOperations executor) {
    this.executor = executor;
    this.view = executor.view();
    this.gaps = new EvictionGapChooser(view);
  }

  /**
   * Makes room for a block of {@code sizeBytes} with an extent of its own.
   *
   * @return whether it fits now
   */
  boolean makeRoom(int sizeBytes) {
    executor.tightenSlabs(view.withEntry(view.neededBytes(sizeBytes)));
    executor.shrinkTable();
    if (!isOver(sizeBytes)) {
      executor.slide(view.neededHoleBytes(sizeBytes));
    }
    if (!isOver(sizeBytes) && view.hasPinned()) {
      evictFromOneGap(sizeBytes);
    }
    return executor.fits(sizeBytes);
  }

  private boolean isOver(int sizeBytes) {
    return executor.hasEnded() || executor.fits(sizeBytes);
  }

  private void evictFromOneGap(int sizeBytes) {
    boolean lacksEntry = view.lacksEntry();
    gaps.choose(lacksEntry);
    if (lacksEntry) {
      evictFromTopForEntry(sizeBytes);
    } else if (gaps.end() == view.end()) {
      evictFromTop(gaps.freeBytes(), sizeBytes);
    } else {
      int needed = view.neededHoleBytes(sizeBytes);
      executor.evict(gaps.start(), gaps.end(), gaps.freeBytes(), needed);
    }
  }

  /** Gets room for a table entry first: with an entry, a hole elsewhere may do. */
  private void evictFromTopForEntry(int sizeBytes) {
    executor.evict(gaps.start(), gaps.end(), gaps.freeBytes(), HandleTable.ENTRY_BYTES);
    if (!isOver(sizeBytes)) {
      evictFromTop(view.claimableBytes(), sizeBytes);
    }
  }

  private void evictFromTop(int freeBytes, int sizeBytes) {
    int extentBytes = view.geometry().largeExtentBytes(sizeBytes, view.nextIndex());
    executor.evict(gaps.start(), view.end(), freeBytes, view.withEntry(extentBytes));
  }
}
