// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * The executor that moves nothing: it works on the sizes of extents, to tell what {@link
 * LastResortCompactionPlanner} with an unlimited budget comes to. Counts nothing, changes nothing.
 * O(extents), with pinned ones O(extents · log(pinned)).
 */
final class LastResortCompactionDryRun implements LastResortCompactionOperations {
  private final Extents extents;
  private final SizeClasses classes;
  private final SlabShrinker packer;
  private final LockedSlabTailTrimmer trimmer;
  private final SlabSlotLocksAndAddresses access;
  private final Heap probe;
  private final ForecastExtentView view;

  private final long[] released = new long[Long.SIZE + 1]; // table indices of slabs given back
  private int releasedCount;
  private int largestRequest = -1;

  private LastResortCompactionDryRun(
      Extents extents,
      SizeClasses classes,
      SlabShrinker packer,
      LockedSlabTailTrimmer trimmer,
      SlabSlotLocksAndAddresses access) {
    this.extents = extents;
    this.classes = classes;
    this.packer = packer;
    this.trimmer = trimmer;
    this.access = access;
    this.probe = extents.probe;
    view = new ForecastExtentView(extents.geometry);
    view.setClaimableBytes(extents.space.wildernessBytes());
    view.setEntries(extents.table.freeCount(), 0);
  }

  /** The largest request that gets an extent of its own after relief, −1 if none does. */
  static int largestRequest(
      Extents extents,
      SizeClasses classes,
      SlabShrinker packer,
      LockedSlabTailTrimmer trimmer,
      SlabSlotLocksAndAddresses access) {
    LastResortCompactionDryRun forecast =
        new LastResortCompactionDryRun(extents, classes, packer, trimmer, access);
    new LastResortCompactionPlanner(forecast).makeRoom(Integer.MAX_VALUE); // which never fits
    return forecast.largestRequest;
  }

  @Override
  public CompactionExtentView view() {
    return view;
  }

  /** Notes the largest request that fits now, too. */
  @Override
  public boolean fits(int sizeBytes) {
    largestRequest = Math.max(largestRequest, view.largestRequest());
    return sizeBytes <= largestRequest;
  }

  @Override
  public boolean hasEnded() {
    return false;
  }

  /** Reads the heap's extents, of slabs as many bytes as they must keep. */
  @Override
  public void tightenSlabs(int neededBytes) {
    int end = extents.space.end();
    for (int at = extents.geometry.firstExtent; at < end; ) {
      int word = ExtentBoundaryTag.word(probe, at);
      int bytes = extents.bytes(word);
      if (ExtentBoundaryTag.isFree(word)) {
        view.appendFree(bytes);
      } else if (ExtentBoundaryTag.isSlab(word)) {
        tightenSlab(at, bytes);
      } else if (ExtentBoundaryTag.isPinned(word)) {
        view.appendPinned(bytes);
      } else {
        view.appendMovable(bytes);
      }
      at += bytes;
    }
  }

  private void tightenSlab(int slab, int bytes) {
    if (access.hasLockedSlot(probe, slab)) {
      int tight = trimmer.tightBytes(probe, slab, bytes);
      view.appendPinned(tight);
      view.appendFree(bytes - tight);
      return;
    }
    int slotBytes = classes.slotBytes(SlabHeader.sizeClass(probe, slab));
    int tight = packer.tightBytes(SlabHeader.state(probe, slab), slotBytes, bytes);
    view.appendMovable(tight);
    view.appendFree(bytes - tight);
    if (tight == 0) {
      released[releasedCount++] = SlabHeader.index(probe, slab);
    }
  }

  @Override
  public void shrinkTable() {
    HandleTable table = extents.table;
    int shrunk = table.shrinkable(probe, released, releasedCount);
    int index =
        table.count() > ExtentBoundaryTag.INDEX_LIMIT
            ? table.lowestFree(probe, released, releasedCount, shrunk)
            : 0;
    view.setEntries(table.freeCount() + releasedCount - shrunk, index);
    view.setClaimableBytes(view.claimableBytes() + shrunk * HandleTable.ENTRY_BYTES);
  }

  @Override
  public void slide(int neededBytes) {
    view.slide();
  }

  @Override
  public void evict(int start, int end, int freeBytes, int neededBytes) {
    EvictionTargetChooser rule = new EvictionTargetChooser(view);
    rule.begin(end == view.end(), freeBytes, neededBytes);
    view.listHolesOutside(start, end);
    for (int at = start; at < end; at++) {
      int word = view.word(at);
      int target =
          ExtentBoundaryTag.isFree(word)
              ? ExtentBoundaryTag.NO_EXTENT
              : rule.target(view.bytes(word));
      if (target != ExtentBoundaryTag.NO_EXTENT) {
        view.evict(at, target);
        rule.noteEvicted(view.bytes(word));
      }
    }
    view.endEviction(end, rule.gainedBytes());
  }
}
