// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.Heap;

/**
 * Makes room for a request that failed, and compacts when asked.
 *
 * <p>The last resort, which {@link ReliefForecast} foretells exactly: (1) every unlocked slab is
 * made as small as it can be; (2) all extents slide down, each as far as the pinned one before it
 * lets it, so that each <b>gap</b> between two pinned extents has one hole, at its end; (3) in one
 * gap extents are evicted to the holes of others until its own is large enough. That gap is the one
 * that may get the largest hole, see {@link GapChooser}.
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
final class Relief {
  /**
   * A window with so many used bytes, and what is needed on top, is emptied before slabs shrink.
   */
  private static final int CHEAP_BYTES = 1024;

  /** How many times what is needed may be moved before the break rises. */
  private static final int AHEAD_RATIO = 4;

  /** The break may rise by 1 / 2^5 of itself before room is looked for below it again. */
  private static final int AHEAD_SHIFT = 5;

  private final Extents extents;
  private final Heap heap;
  private final FreeSpace space;
  private final Slabs slabs;
  private final SlabPacker packer;
  private final LockedSlabCutter cutter;
  private final HoleGrower grower;
  private final WindowSearch windows;
  private final GapChooser gaps;
  private final CompactionPolicy policy;

  Relief(
      Extents extents,
      Slabs slabs,
      SlabPacker packer,
      LockedSlabCutter cutter,
      HoleGrower grower,
      CompactionPolicy policy) {
    this.slabs = slabs;
    this.extents = extents;
    this.heap = extents.heap;
    this.space = extents.space;
    this.packer = packer;
    this.cutter = cutter;
    this.grower = grower;
    this.policy = policy;
    this.windows = new WindowSearch(extents);
    this.gaps = new GapChooser(extents);
    if (policy.worksAhead()) {
      space.limitGrowth(0);
    }
  }

  /** Slides everything together, after unused slabs and tails of slabs were given back. */
  Compaction compact(CompactionBudget budget) {
    StepMeter meter = new StepMeter(budget);
    begin();
    tightenSlabs(false, Integer.MAX_VALUE, meter);
    extents.table.shrink();
    slideAll(Integer.MAX_VALUE, meter);
    return meter.result();
  }

  /** Makes room for a block of {@code sizeBytes} with an extent of its own, if that is possible. */
  Compaction relieve(int sizeBytes, CompactionBudget budget) {
    if (fits(sizeBytes)) {
      return Compaction.NOTHING;
    }
    StepMeter meter = new StepMeter(budget);
    if (space.isGrowthLimited() && workAhead(sizeBytes, meter)) {
      return meter.result();
    }
    space.liftGrowthLimit();
    begin();
    if (policy.usesWindows() && extents.table.nextIndex() != HandleTable.NO_INDEX) {
      int slabBytes = slabs.wantedBytes(sizeBytes);
      if (slabBytes == 0 || !makeRoomForSlab(sizeBytes, slabBytes, meter)) {
        makeHole(neededHoleBytes(sizeBytes), meter);
      }
    }
    if (!meter.hasEnded() && !fits(sizeBytes)) {
      doAll(sizeBytes, meter);
    }
    return meter.result();
  }

  /**
   * Makes room for a request below the break, or lets the break rise.
   *
   * @return whether the request fits now
   */
  private boolean workAhead(int sizeBytes, StepMeter meter) {
    int needed = neededHoleBytes(sizeBytes);
    if (space.wildernessBytes() < withEntry(needed)) {
      return false;
    }
    if (space.freeBytes() >= needed) {
      begin();
      int cheap = CHEAP_BYTES + AHEAD_RATIO * Math.min(needed, Integer.MAX_VALUE / 8);
      if (!tryWindow(needed, cheap, meter)) {
        tightenSlabs(false, Integer.MAX_VALUE, meter);
        tryWindow(needed, cheap, meter);
      }
    }
    if (!fits(sizeBytes)) {
      space.limitGrowth(needed + (space.end() >>> AHEAD_SHIFT));
    }
    return true;
  }

  private void begin() {
    space.listVictim();
    if (extents.mayBeLocked()) {
      extents.noteMayBeLocked(findLocks());
    }
  }

  /** Has each slab's header say whether a slot is locked now; returns whether any block is. */
  private boolean findLocks() {
    boolean found = false;
    for (int at = extents.geometry.firstExtent; at < space.end(); ) {
      int word = ExtentHeader.word(heap, at);
      found |=
          ExtentHeader.isSlab(word)
              ? slabs.access().noteLocked(at, word)
              : ExtentHeader.isPinned(word);
      at += extents.bytes(word);
    }
    return found;
  }

  /** Makes room for a slab, of fewer slots where there are too few free bytes. */
  private boolean makeRoomForSlab(int sizeBytes, int slabBytes, StepMeter meter) {
    int minimum = neededHoleBytes(sizeBytes);
    for (int bytes = slabBytes; bytes > 2 * minimum; bytes = halved(bytes)) {
      if (makeHole(bytes, meter)) {
        return true;
      }
    }
    return false;
  }

  private int halved(int bytes) {
    return extents.geometry.extentBytes(bytes / 2);
  }

  /** The last resort. */
  private void doAll(int sizeBytes, StepMeter meter) {
    reclaim(sizeBytes, meter);
    extents.table.shrink();
    if (!meter.hasEnded() && !fits(sizeBytes)) {
      slideAll(neededHoleBytes(sizeBytes), meter);
    }
    if (!meter.hasEnded() && !fits(sizeBytes) && extents.mayBeLocked()) {
      evictFromOneGap(sizeBytes, meter);
    }
  }

  /**
   * Makes a hole by emptying the cheapest window. Where that costs much, slabs give back first what
   * takes no move, and then what takes few.
   *
   * @return whether there is one
   */
  private boolean makeHole(int bytes, StepMeter meter) {
    int cheap = CHEAP_BYTES + bytes;
    if (tryWindow(bytes, cheap, meter)) {
      return true;
    }
    tightenSlabs(false, Integer.MAX_VALUE, meter);
    if (hasHole(bytes) || tryWindow(bytes, cheap, meter)) {
      return true;
    }
    tightenSlabs(true, withEntry(bytes), meter);
    return hasHole(bytes) || tryWindow(bytes, Integer.MAX_VALUE, meter);
  }

  /** Empties the cheapest window, if there is one that has at most so many used bytes. */
  private boolean tryWindow(int bytes, int maximumUsedBytes, StepMeter meter) {
    windows.find(bytes, policy);
    return windows.start() != WindowSearch.NONE
        && windows.usedBytes() <= maximumUsedBytes
        && grower.emptyWindow(windows.start(), bytes, windows.evicts(), meter);
  }

  private boolean hasHole(int bytes) {
    int entry = extents.table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
    return Math.max(space.largestHoleBytes(), space.claimableBytes() - entry) >= bytes;
  }

  private boolean fits(int sizeBytes) {
    return extents.largestRequest() >= sizeBytes;
  }

  /** The extent that a block takes; it need not be exact for an index that cannot be had yet. */
  private int neededBytes(int sizeBytes) {
    int index = extents.table.nextIndex();
    int bytes = extents.geometry.largeExtentBytes(sizeBytes, Math.max(index, 0));
    return index == HandleTable.NO_INDEX ? Integer.MAX_VALUE : bytes;
  }

  /** The hole that is needed: a smaller one than is listed would not be found. */
  private int neededHoleBytes(int sizeBytes) {
    return Math.max(neededBytes(sizeBytes), FreeExtent.MIN_LISTED_BYTES);
  }

  private int nextIndexOrCount() {
    int index = extents.table.nextIndex();
    return index == HandleTable.NO_INDEX ? extents.table.count() : index;
  }

  /** Makes slabs smaller until there are enough free bytes, wherever they are. */
  private void reclaim(int sizeBytes, StepMeter meter) {
    int needed = extents.mayBeLocked() ? Integer.MAX_VALUE : withEntry(neededBytes(sizeBytes));
    tightenSlabs(false, needed, meter);
    tightenSlabs(true, needed, meter);
  }

  private int withEntry(int bytes) {
    return extents.table.mustGrow() && bytes < Integer.MAX_VALUE - HandleTable.ENTRY_BYTES
        ? bytes + HandleTable.ENTRY_BYTES
        : bytes;
  }

  private void tightenSlabs(boolean moves, int neededBytes, StepMeter meter) {
    int before = extents.geometry.firstExtent; // an extent, the one before at or at itself
    int at = before;
    while (at < space.end() && !meter.hasEnded() && isShort(neededBytes)) {
      int word = ExtentHeader.word(heap, at);
      if (ExtentHeader.isSlab(word)
          && tighten(at, word, moves, meter)
          && ExtentHeader.isFree(ExtentHeader.word(heap, before))) {
        at = before; // it is gone, and a free extent before it has grown
      } else {
        before = at;
      }
      if (at < space.end()) {
        at += extents.bytes(ExtentHeader.word(heap, at));
      }
    }
  }

  private boolean tighten(int slab, int word, boolean moves, StepMeter meter) {
    return ExtentHeader.isPinned(word)
        ? cutter.cut(slab, word)
        : packer.tighten(slab, word, moves, meter);
  }

  private boolean isShort(int neededBytes) {
    return neededBytes == Integer.MAX_VALUE
        || space.freeBytes() + space.claimableBytes() < neededBytes;
  }

  /** Slides extents down, gap by gap, until one has a hole of {@code neededBytes}. */
  private void slideAll(int neededBytes, StepMeter meter) {
    int at = extents.geometry.firstExtent;
    while (at < space.end() && !meter.hasEnded()) {
      int bytes = grower.slide(at, neededBytes, meter);
      if (bytes >= neededBytes && grower.to() < space.end()) {
        return;
      }
      at = grower.to();
      if (at < space.end()) {
        at += extents.bytes(ExtentHeader.word(heap, at));
      }
    }
  }

  private void evictFromOneGap(int sizeBytes, StepMeter meter) {
    boolean lacksEntry = extents.table.nextIndex() == HandleTable.NO_INDEX;
    gaps.choose(lacksEntry);
    boolean isTop = gaps.end() == space.end();
    int end = gaps.end();
    int freeBytes = gaps.freeBytes();
    if (lacksEntry) { // with an entry, a hole elsewhere may do
      grower.evict(gaps.start(), end, freeBytes, HandleTable.ENTRY_BYTES, meter);
      end = space.end();
      freeBytes = space.claimableBytes();
    }
    if (!meter.hasEnded() && !fits(sizeBytes)) {
      int needed =
          isTop
              ? withEntry(extents.geometry.largeExtentBytes(sizeBytes, nextIndexOrCount()))
              : neededHoleBytes(sizeBytes);
      grower.evict(gaps.start(), end, freeBytes, needed, meter);
    }
  }
}
