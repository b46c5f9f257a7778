// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Moves an unlocked extent: a large block, or a slab with all its blocks, by one table entry. */
final class ExtentMover {
  private final Extents extents;
  private final Heap heap;
  private final SizeClasses classes;
  private final Slabs slabs;
  private final PlacementListener listener; // NONE when timing

  ExtentMover(Extents extents, SizeClasses classes, Slabs slabs) {
    this.extents = extents;
    this.heap = extents.heap;
    this.classes = classes;
    this.slabs = slabs;
    this.listener = extents.listener;
  }

  /** Bytes that a move of an extent copies. */
  int copiedBytes(int extent, int word) {
    return ExtentBoundaryTag.isSlab(word)
        ? slabBytes(extent, SlabHeader.state(heap, extent))
        : extents.bytes(word);
  }

  /** How many blocks a move of an extent moves. */
  int blocks(int extent, int word) {
    return ExtentBoundaryTag.isSlab(word) ? SlabHeader.used(SlabHeader.state(heap, extent)) : 1;
  }

  /**
   * Moves an extent, whose header is {@code word}; at {@code to} is room for it, behind a used
   * extent, and the two may overlap if {@code to} is lower.
   */
  void move(int from, int word, int to) {
    if (ExtentBoundaryTag.isSlab(word)) {
      moveSlab(from, word, to);
    } else {
      moveBlock(from, word, to);
    }
  }

  private void moveBlock(int from, int word, int to) {
    if (ExtentBoundaryTag.isLong(word)) {
      moveLong(from, word, to);
      return;
    }
    int bytes = extents.bytes(word);
    heap.copy(from, to, bytes);
    ExtentBoundaryTag.setWord(heap, to, word | ExtentBoundaryTag.PREVIOUS_USED);
    int index = ExtentBoundaryTag.detail(word);
    extents.table.set(index, to, HandleTable.PLAIN);
    if (listener != PlacementListener.NONE) {
      int payload = to + ExtentSizeCalculator.SHORT_HEADER_BYTES;
      listener.moved(BlockHandle.large(index), payload, to, to + bytes);
    }
  }

  private void moveLong(int from, int word, int to) {
    int bytes = extents.bytes(word);
    int identity = LongBlockHeader.identity(heap, from);
    int log2Alignment = LongBlockHeader.log2Alignment(identity);
    if (log2Alignment == 0) {
      heap.copy(from, to, bytes);
    } else {
      moveAligned(from, bytes, identity, to);
    }
    ExtentBoundaryTag.setWord(heap, to, word | ExtentBoundaryTag.PREVIOUS_USED);
    int index = LongBlockHeader.index(identity);
    extents.table.set(index, to, LargeBlocks.longTag(identity));
    if (listener != PlacementListener.NONE) {
      int owner = LongBlockHeader.owner(extents.probe, to);
      long handle = owner == 0 ? BlockHandle.large(index) : slabs.ownerHandle(owner);
      int payload = extents.geometry.longPayload(to, log2Alignment);
      listener.moved(handle, payload, to, to + bytes);
    }
  }

  /** Moves all but the extent header of an aligned block: its payload need not move as far. */
  private void moveAligned(int from, int bytes, int identity, int to) {
    ExtentSizeCalculator geometry = extents.geometry;
    int log2Alignment = LongBlockHeader.log2Alignment(identity);
    int owner = LongBlockHeader.owner(heap, from);
    int payload = geometry.longPayload(from, log2Alignment);
    int newPayload = geometry.longPayload(to, log2Alignment);
    int copied = bytes - geometry.longHeaderBytes - geometry.paddingBytes(log2Alignment);
    heap.copy(payload, newPayload, copied);
    LongBlockHeader.setIdentity(heap, to, identity);
    LongBlockHeader.setOwner(heap, to, owner);
  }

  private void moveSlab(int from, int word, int to) {
    int bytes = extents.bytes(word);
    int state = SlabHeader.state(heap, from);
    if (listener != PlacementListener.NONE) {
      notifySlab(from, bytes, false);
    }
    int copied = slabBytes(from, state);
    heap.copy(from, to, copied);
    if (SlabHeader.hasMarks(state)) {
      copyLocks(from, state, to);
    }
    ExtentBoundaryTag.setWord(heap, to, word | ExtentBoundaryTag.PREVIOUS_USED);
    extents.table.set(SlabHeader.index(heap, to), to, tag(state));
    slabs.noteMoved();
    if (listener != PlacementListener.NONE) {
      notifyMoved(to, state);
      notifySlab(to, bytes, true);
    }
  }

  private void copyLocks(int from, int state, int to) {
    int sizeClass = SlabHeader.sizeClass(heap, to);
    int places = Slabs.slotsOf(state);
    int locksFrom = slabs.access().lockAt(from, state, 0, sizeClass);
    heap.copy(locksFrom, locksFrom - from + to, places);
  }

  private static int tag(int state) {
    if (SlabHeader.isPacked(state)) {
      return HandleTable.PACKED;
    }
    return SlabHeader.hasMarks(state) ? HandleTable.SPECIAL : HandleTable.PLAIN;
  }

  private int slabBytes(int slab, int state) {
    int slotBytes = classes.slotBytes(SlabHeader.sizeClass(heap, slab));
    int places = SlabHeader.isPacked(state) ? SlabHeader.places(state) : SlabHeader.touched(state);
    int map = SlabHeader.isPacked(state) ? SlabHeader.slots(state) : 0;
    return SlabHeader.BYTES + places * slotBytes + map;
  }

  /** Notifies of the slab's own bytes, and of the slots of blocks that outgrew them. */
  private void notifySlab(int slab, int bytes, boolean taken) {
    slabs.notifyReserved(slab, bytes, taken);
    slabs.notifyForwards(slab, taken);
  }

  private void notifyMoved(int to, int state) {
    Heap probe = extents.probe;
    int sizeClass = SlabHeader.sizeClass(probe, to);
    int slotBytes = classes.slotBytes(sizeClass);
    int[] slots = SlabSlotPlaceMap.slotsByPlace(probe, to, state, slotBytes);
    int index = SlabHeader.index(probe, to);
    for (int place = 0; place < slots.length; place++) {
      if (slots[place] != SlabSlotPlaceMap.FREE
          && !slabs.access().isForward(probe, to, state, place, sizeClass)) {
        int address = SlabHeader.slotAddress(to, place, slotBytes);
        long handle = BlockHandle.slot(index, slots[place], sizeClass);
        listener.moved(handle, address, address, address + slotBytes);
      }
    }
  }
}
