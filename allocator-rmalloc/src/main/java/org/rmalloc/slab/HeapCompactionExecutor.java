// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/** The executor that really moves blocks, in steps within a budget. */
final class HeapCompactionExecutor implements LastResortCompactionOperations {
  private final Extents extents;
  private final Heap heap;
  private final FreeSpace space;
  private final SlabShrinker packer;
  private final LockedSlabTailTrimmer trimmer;
  private final HoleGrower grower;
  private final ActualExtentView view;
  private CompactionBudgetMeter meter; // of the compaction under way

  HeapCompactionExecutor(
      Extents extents,
      ActualExtentView view,
      SlabShrinker packer,
      LockedSlabTailTrimmer trimmer,
      HoleGrower grower) {
    this.extents = extents;
    this.heap = extents.heap;
    this.space = extents.space;
    this.view = view;
    this.packer = packer;
    this.trimmer = trimmer;
    this.grower = grower;
  }

  /** Begins a compaction, whose steps are asked of that meter. */
  void begin(CompactionBudgetMeter meter) {
    this.meter = meter;
  }

  @Override
  public ActualExtentView view() {
    return view;
  }

  @Override
  public boolean fits(int sizeBytes) {
    return extents.largestRequest() >= sizeBytes;
  }

  @Override
  public boolean hasEnded() {
    return meter.hasEnded();
  }

  @Override
  public void tightenSlabs(int neededBytes) {
    int needed = view.hasPinned() ? Integer.MAX_VALUE : neededBytes;
    cutSlabs(needed);
    packSlabs(needed);
  }

  /** Has slabs give back what takes no move, until so many bytes are free. */
  void cutSlabs(int neededBytes) {
    tightenSlabs(false, neededBytes);
  }

  /** Makes slabs as small as they can be, until so many bytes are free. */
  void packSlabs(int neededBytes) {
    tightenSlabs(true, neededBytes);
  }

  @Override
  public void shrinkTable() {
    extents.table.shrink();
  }

  @Override
  public void slide(int neededBytes) {
    int at = extents.geometry.firstExtent;
    while (at < space.end() && !meter.hasEnded()) {
      int bytes = grower.slide(at, neededBytes, meter);
      if (bytes >= neededBytes && grower.to() < space.end()) {
        return;
      }
      at = grower.to();
      if (at < space.end()) {
        at += extents.bytes(ExtentBoundaryTag.word(heap, at));
      }
    }
  }

  @Override
  public void evict(int start, int end, int freeBytes, int neededBytes) {
    grower.evict(start, end, freeBytes, neededBytes, meter);
  }

  /** Empties the window that a search found; returns whether the budget allowed it. */
  boolean empty(CheapestHoleFinder window, int neededBytes) {
    return grower.emptyWindow(window.start(), neededBytes, window.evicts(), meter);
  }

  private void tightenSlabs(boolean moves, int neededBytes) {
    int before = extents.geometry.firstExtent; // an extent, the one before at or at itself
    int at = before;
    while (at < space.end() && !meter.hasEnded() && isShort(neededBytes)) {
      int word = ExtentBoundaryTag.word(heap, at);
      if (ExtentBoundaryTag.isSlab(word)
          && tighten(at, word, moves)
          && ExtentBoundaryTag.isFree(ExtentBoundaryTag.word(heap, before))) {
        at = before; // it is gone, and a free extent before it has grown
      } else {
        before = at;
      }
      if (at < space.end()) {
        at += extents.bytes(ExtentBoundaryTag.word(heap, at));
      }
    }
  }

  private boolean tighten(int slab, int word, boolean moves) {
    return ExtentBoundaryTag.isPinned(word)
        ? trimmer.cut(slab, word)
        : packer.tighten(slab, word, moves, meter);
  }

  private boolean isShort(int neededBytes) {
    return neededBytes == Integer.MAX_VALUE
        || space.freeBytes() + view.claimableBytes() < neededBytes;
  }
}
