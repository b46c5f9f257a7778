// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Gives back the end of a slab that must not move: the slots above its highest block. No block
 * moves, only lock bytes do.
 */
final class LockedSlabTailTrimmer {
  private final Extents extents;
  private final Heap heap;
  private final SizeClasses classes;
  private final SlabLists lists;
  private final Slabs slabs;

  // Bit s: slot s is free; slots 0-63 and 64-126 of the slab under way.
  private long lowFree;
  private long highFree;

  LockedSlabTailTrimmer(Extents extents, SizeClasses classes, SlabLists lists, Slabs slabs) {
    this.extents = extents;
    this.heap = extents.heap;
    this.classes = classes;
    this.lists = lists;
    this.slabs = slabs;
  }

  /** The extent that a locked slab can be brought down to. O(free slots). */
  int tightBytes(Heap heap, int slab, int bytes) {
    int state = SlabHeader.state(heap, slab);
    if (SlabHeader.isPacked(state)) {
      return bytes;
    }
    int slotBytes = classes.slotBytes(SlabHeader.sizeClass(heap, slab));
    int kept = keptSlots(heap, slab, state, slotBytes);
    return Math.min(bytes, extents.geometry.extentBytes(SlabHeader.bytesFor(kept, slotBytes)));
  }

  /** Brings a locked slab down to its {@link #tightBytes}; returns whether it is smaller. */
  boolean cut(int slab, int word) {
    int bytes = extents.bytes(word);
    int newBytes = tightBytes(heap, slab, bytes);
    if (newBytes == bytes) {
      return false;
    }
    if (extents.listener != PlacementListener.NONE) {
      slabs.notifyReserved(slab, bytes, false);
    }
    int state = SlabHeader.state(heap, slab);
    int sizeClass = SlabHeader.sizeClass(heap, slab);
    int slotBytes = classes.slotBytes(sizeClass);
    int kept = keptSlots(heap, slab, state, slotBytes);
    int locksAt = slabs.access().lockAt(slab, state, 0, sizeClass);
    heap.copy(locksAt, SlabHeader.slotAddress(slab, kept, slotBytes), kept);
    int newState = SlabHeader.withFirst(state, relinkFree(slab, kept, slotBytes));
    newState = SlabHeader.withSlots(SlabHeader.withTouched(newState, kept), kept);
    if (SlabHeader.hasRoom(state) && !SlabHeader.hasRoom(newState)) {
      lists.remove(sizeClass, slab);
    }
    SlabHeader.setState(heap, slab, newState);
    int unitShift = extents.geometry.unitShift;
    ExtentBoundaryTag.setWord(
        heap,
        slab,
        ExtentBoundaryTag.withBytes(ExtentBoundaryTag.word(heap, slab), newBytes, unitShift));
    if (extents.listener != PlacementListener.NONE) {
      slabs.notifyReserved(slab, newBytes, true);
    }
    int tail = ExtentBoundaryTag.wide(ExtentBoundaryTag.LONG, bytes - newBytes, unitShift);
    extents.space.release(slab + newBytes, tail);
    return true;
  }

  /** One more than the highest slot that holds a block. */
  private int keptSlots(Heap heap, int slab, int state, int slotBytes) {
    lowFree = 0;
    highFree = 0;
    for (int slot = SlabHeader.first(state); slot != SlabHeader.NO_SLOT; ) {
      if (slot < Long.SIZE) {
        lowFree |= 1L << slot;
      } else {
        highFree |= 1L << slot;
      }
      slot = heap.getByte(SlabHeader.slotAddress(slab, slot, slotBytes));
    }
    int kept = SlabHeader.touched(state);
    while (kept > 0 && isFree(kept - 1)) {
      kept--;
    }
    return kept;
  }

  private boolean isFree(int slot) {
    return ((slot < Long.SIZE ? lowFree : highFree) >>> slot & 1) != 0;
  }

  /** Links the free slots below {@code kept} in ascending order; returns the first. */
  private int relinkFree(int slab, int kept, int slotBytes) {
    int first = SlabHeader.NO_SLOT;
    for (int slot = kept - 1; slot >= 0; slot--) {
      if (isFree(slot)) {
        heap.putByte(SlabHeader.slotAddress(slab, slot, slotBytes), first);
        first = slot;
      }
    }
    return first;
  }
}
