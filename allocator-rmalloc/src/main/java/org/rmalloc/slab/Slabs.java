// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Blocks in slots of slabs, and their locks. */
final class Slabs {
  private static final long NO_BLOCK = 0;
  private static final int MIN_SLOTS = 4;
  private static final int RELIEF_SLOTS = 16;

  /**
   * Where so many blocks are locked when a class wants another slab, locks last. A program that
   * locks a block only while it touches it holds few at once: with fine locks, at most three on
   * average.
   */
  private static final int LASTING_LOCKS = 4;

  private final Extents extents;
  private final Heap heap;
  private final HandleTable table;
  private final SizeClasses classes;
  private final SlabLists lists;
  private final SlabSlotLocksAndAddresses access;
  private final int maximumLockedBytes;
  private final PlacementListener listener; // NONE when timing

  /**
   * Slabs of a heap.
   *
   * @param maximumLockedBytes the largest slots of a slab that is made while locks last
   */
  Slabs(
      Extents extents,
      SizeClasses classes,
      SlabLists lists,
      LargeBlocks large,
      int maximumLockedBytes) {
    this.extents = extents;
    this.heap = extents.heap;
    this.table = extents.table;
    this.classes = classes;
    this.lists = lists;
    this.maximumLockedBytes = maximumLockedBytes;
    this.listener = extents.listener;
    access = new SlabSlotLocksAndAddresses(extents, classes, this, large);
  }

  /** Takes a slot of the class's first slab with room, which has an index; returns the handle. */
  long takeSlot(int sizeClass, int index) {
    lists.know(sizeClass, index, table.extent(index));
    return takeKnownSlot();
  }

  /** Takes a slot of the slab that the lists know; returns the handle. */
  long takeKnownSlot() {
    int sizeClass = lists.knownClass();
    int index = lists.knownIndex();
    int slab = lists.knownSlab();
    int state = SlabHeader.state(heap, slab);
    int slot = SlabHeader.first(state);
    int newState;
    if (slot != SlabHeader.NO_SLOT) {
      int slotBytes = classes.slotBytes(sizeClass);
      int next = heap.getByte(SlabHeader.slotAddress(slab, slot, slotBytes));
      newState = SlabHeader.withFirst(state, next) + SlabHeader.ONE_USED;
    } else {
      slot = SlabHeader.touched(state);
      newState = state + SlabHeader.ONE_TOUCHED + SlabHeader.ONE_USED;
    }
    SlabHeader.setState(heap, slab, newState);
    if (!SlabHeader.hasRoom(newState)) {
      lists.removeFirst(sizeClass);
    }
    return BlockHandle.slot(index, slot, sizeClass);
  }

  /** Takes a slot of a class for a block that is aligned to more than the slot is. */
  long takeAlignedSlot(int sizeClass, int log2Alignment) {
    int index = SlabLists.firstIndex(lists.word(sizeClass));
    long handle = takeSlot(sizeClass, index);
    int slot = BlockHandle.slotOf(handle);
    access.setAligned(index, table.extent(index), slot, sizeClass, log2Alignment);
    return handle;
  }

  /**
   * Whether a class, whose word that is and which has no slot, is to get another slab. While locks
   * last only the smallest blocks do: they gain most by it, and one locked slot of a small slab
   * keeps the fewest bytes from being moved or given back.
   */
  boolean wantsSlab(int sizeClass, int word) {
    int slotBytes = classes.slotBytes(sizeClass);
    return !SlabLists.prefersIndividual(word, slotBytes)
        && (slotBytes <= maximumLockedBytes || extents.lockedBlocks() < LASTING_LOCKS);
  }

  /**
   * Makes a slab and takes its first slot: of as many slots as the class wants next, or fewer where
   * there is no room for those.
   *
   * @return the handle, or 0 with nothing changed
   */
  long takeFromNewSlab(int sizeClass, int word) {
    int slotBytes = classes.slotBytes(sizeClass);
    for (int slots = lists.nextSlots(word, slotBytes); slots >= MIN_SLOTS; slots /= 2) {
      int bytes = extents.geometry.extentBytes(SlabHeader.bytesFor(slots, slotBytes));
      int slab = extents.take(bytes);
      if (slab != ExtentBoundaryTag.NO_EXTENT) {
        int index = table.take();
        make(slab, bytes, slots, sizeClass, index, word);
        return BlockHandle.slot(index, 0, sizeClass);
      }
    }
    return NO_BLOCK;
  }

  /** The extent of a slab that relief makes room for, 0 where a block of that size wants none. */
  int wantedBytes(int sizeBytes) {
    if (!classes.isSmall(sizeBytes)) {
      return 0;
    }
    int sizeClass = classes.classOf(sizeBytes);
    int word = lists.word(sizeClass);
    if (!wantsSlab(sizeClass, word)) {
      return 0;
    }
    int slotBytes = classes.slotBytes(sizeClass);
    int slots = Math.min(RELIEF_SLOTS, lists.nextSlots(word, slotBytes));
    return extents.geometry.extentBytes(SlabHeader.bytesFor(slots, slotBytes));
  }

  void free(int index, int slot, int sizeClass) {
    int entry = index == lists.knownIndex() ? lists.knownSlab() : table.entry(index);
    int slab = HandleTable.extentOf(entry);
    int state = SlabHeader.state(heap, slab);
    if (HandleTable.tag(entry) == HandleTable.PACKED) {
      access.freePacked(slab, state, index, slot, sizeClass);
      return;
    }
    if (SlabHeader.hasLocksOrMarks(state)) {
      access.clearLocks(slab, state, slot, sizeClass);
    }
    int slotBytes = classes.slotBytes(sizeClass);
    heap.putByte(SlabHeader.slotAddress(slab, slot, slotBytes), SlabHeader.first(state));
    int newState = SlabHeader.withFirst(state, slot) - SlabHeader.ONE_USED;
    if (SlabHeader.used(newState) == 0) {
      noteEmpty(slab, index, sizeClass, state);
      return;
    }
    SlabHeader.setState(heap, slab, newState);
    if (!SlabHeader.hasRoom(state)) {
      lists.add(sizeClass, slab, index);
    }
  }

  /** Gives back a slab without blocks, unless it is the only one of its class that has room. */
  private void noteEmpty(int slab, int index, int sizeClass, int state) {
    boolean wasFull = !SlabHeader.hasRoom(state);
    boolean isOnly =
        wasFull ? (lists.withRoom() >>> sizeClass & 1) == 0 : lists.isOnlyWithRoom(slab);
    if (isOnly) {
      SlabHeader.setState(heap, slab, SlabHeader.emptyState(SlabHeader.slots(state)));
      if (SlabHeader.hasMarks(state)) {
        table.set(index, slab, HandleTable.PLAIN);
      }
      if (wasFull) {
        lists.add(sizeClass, slab, index);
      }
      return;
    }
    if (!wasFull) {
      lists.remove(sizeClass, slab);
    }
    release(slab, index, sizeClass);
  }

  /** Gives back a slab without blocks, which is in no list. */
  void release(int slab, int index, int sizeClass) {
    int word = ExtentBoundaryTag.word(heap, slab);
    if (listener != PlacementListener.NONE) {
      notifyReserved(slab, extents.bytes(word), false);
    }
    extents.space.release(slab, word);
    table.release(index);
    lists.noteReleased(sizeClass);
  }

  int lock(int index, int slot, int sizeClass) {
    int entry = table.entry(index);
    int slab = HandleTable.extentOf(entry);
    return HandleTable.tag(entry) == HandleTable.PLAIN
        ? access.lockPlace(slab, SlabHeader.state(heap, slab), slot, sizeClass)
        : access.lock(slab, slot, sizeClass);
  }

  void unlock(int index, int slot, int sizeClass) {
    int entry = table.entry(index);
    int slab = HandleTable.extentOf(entry);
    if (HandleTable.tag(entry) == HandleTable.PLAIN) {
      access.unlockPlace(slab, SlabHeader.state(heap, slab), slot, sizeClass);
    } else {
      access.unlock(slab, slot, sizeClass);
    }
  }

  /** Address of a block. */
  int address(int index, int slot, int sizeClass) {
    int entry = table.entry(index);
    int slab = HandleTable.extentOf(entry);
    return HandleTable.tag(entry) == HandleTable.PLAIN
        ? SlabHeader.slotAddress(slab, slot, classes.slotBytes(sizeClass))
        : access.address(slab, slot, sizeClass);
  }

  /** A slab is somewhere else now. */
  void noteMoved() {
    lists.forgetKnown();
  }

  SlabSlotLocksAndAddresses access() {
    return access;
  }

  /** Makes a slab whose first slot is taken. */
  private void make(int slab, int bytes, int slots, int sizeClass, int index, int classWord) {
    int word =
        ExtentBoundaryTag.compact(ExtentBoundaryTag.SLAB, bytes, extents.geometry.unitShift, 0);
    ExtentBoundaryTag.setWord(heap, slab, word);
    int first = SlabHeader.ONE_USED + SlabHeader.ONE_TOUCHED;
    SlabHeader.setState(heap, slab, SlabHeader.emptyState(slots) + first);
    SlabHeader.setIdentity(heap, slab, sizeClass, index);
    table.set(index, slab, HandleTable.PLAIN);
    lists.addNew(sizeClass, slab, index, classWord);
    if (listener != PlacementListener.NONE) {
      notifyReserved(slab, bytes, true);
    }
  }

  /** Notifies the listener of the bytes of a slab that are not slots: taken, or given back. */
  void notifyReserved(int slab, int bytes, boolean taken) {
    int state = SlabHeader.state(extents.probe, slab);
    int slotBytes = classes.slotBytes(SlabHeader.sizeClass(extents.probe, slab));
    int slotsEnd = SlabHeader.slotAddress(slab, slotsOf(state), slotBytes);
    notifyRange(slab, slab + SlabHeader.BYTES, taken);
    notifyRange(slotsEnd, slab + bytes, taken);
  }

  /** Notifies the listener of the slots whose blocks outgrew them: taken, or given back. */
  void notifyForwards(int slab, boolean taken) {
    Heap probe = extents.probe;
    int state = SlabHeader.state(probe, slab);
    if (!SlabHeader.hasMarks(state)) {
      return;
    }
    int sizeClass = SlabHeader.sizeClass(probe, slab);
    int slotBytes = classes.slotBytes(sizeClass);
    for (int place = 0; place < slotsOf(state); place++) {
      if (access.isForward(probe, slab, state, place, sizeClass)) {
        int from = SlabHeader.slotAddress(slab, place, slotBytes);
        notifyRange(from, from + slotBytes, taken);
      }
    }
  }

  /** The handle of a block that outgrew its slot, from what its extent says. Not counted. */
  long ownerHandle(int owner) {
    int index = (owner - 1) >>> BlockHandle.SLOT_BITS;
    int slab = HandleTable.extentOf(table.entry(extents.probe, index));
    int slot = BlockHandle.slotOf(owner);
    return BlockHandle.slot(index, slot, SlabHeader.sizeClass(extents.probe, slab));
  }

  /** Slots, or places, that a slab has room for. */
  static int slotsOf(int state) {
    return SlabHeader.isPacked(state) ? SlabHeader.places(state) : SlabHeader.slots(state);
  }

  private void notifyRange(int from, int to, boolean taken) {
    if (taken) {
      listener.reserved(from, to);
    } else {
      listener.released(from, to);
    }
  }
}
