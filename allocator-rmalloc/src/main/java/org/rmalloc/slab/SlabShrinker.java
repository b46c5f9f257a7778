// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Makes unlocked slabs smaller; handles stay.
 *
 * <ul>
 *   <li><b>Release</b>: a slab without blocks is given back.
 *   <li><b>Cut</b>: slots that were never used are given back. Nothing moves.
 *   <li><b>Pack</b>: the blocks go down to the first places, a map from slots to places goes behind
 *       them, and the rest is given back. The slab's free slots are lost until it is empty.
 * </ul>
 *
 * <p>What a slab can be brought down to depends on its state alone: {@link #tightBytes}.
 */
final class SlabShrinker {
  private final Extents extents;
  private final Heap heap;
  private final SizeClasses classes;
  private final SlabLists lists;
  private final Slabs slabs;
  private final SlabSlotLocksAndAddresses access;
  private final PlacementListener listener; // NONE when timing
  private final byte[] places = new byte[SlabHeader.MAX_SLOTS]; // by slot, of the slab under way

  SlabShrinker(Extents extents, SizeClasses classes, SlabLists lists, Slabs slabs) {
    this.extents = extents;
    this.heap = extents.heap;
    this.classes = classes;
    this.lists = lists;
    this.slabs = slabs;
    this.access = slabs.access();
    this.listener = extents.listener;
  }

  /** The extent that a slab in this state can be brought down to, 0 if it can be given back. */
  int tightBytes(int state, int slotBytes, int bytes) {
    int used = SlabHeader.used(state);
    if (used == 0) {
      return 0;
    }
    return Math.min(bytes, Math.min(cutBytes(state, slotBytes), packedBytes(state, slotBytes)));
  }

  /** The extent that cutting alone leaves. */
  private int cutBytes(int state, int slotBytes) {
    return SlabHeader.isPacked(state)
        ? Integer.MAX_VALUE
        : extents.geometry.extentBytes(SlabHeader.bytesFor(SlabHeader.touched(state), slotBytes));
  }

  private int packedBytes(int state, int slotBytes) {
    return extents.geometry.extentBytes(
        SlabHeader.packedBytes(SlabHeader.used(state), mappedSlots(state), slotBytes));
  }

  /** How many slots a packed slab's map has: those that were ever used. */
  private static int mappedSlots(int state) {
    return SlabHeader.isPacked(state) ? SlabHeader.slots(state) : SlabHeader.touched(state);
  }

  /**
   * Brings an unlocked slab down to its {@link #tightBytes}.
   *
   * @param moves whether blocks may be moved; otherwise only what needs no move is done
   * @return whether it is gone or smaller
   */
  boolean tighten(int slab, int word, boolean moves, CompactionBudgetMeter meter) {
    int state = SlabHeader.state(heap, slab);
    int sizeClass = SlabHeader.sizeClass(heap, slab);
    int slotBytes = classes.slotBytes(sizeClass);
    int bytes = extents.bytes(word);
    int tight = tightBytes(state, slotBytes, bytes);
    if (tight == bytes) {
      return false;
    }
    if (tight == 0) {
      lists.remove(sizeClass, slab);
      slabs.release(slab, SlabHeader.index(heap, slab), sizeClass);
      return true;
    }
    int cut = cutBytes(state, slotBytes);
    if (cut <= tight || (!moves && cut < bytes)) {
      cut(slab, state, sizeClass, bytes, cut);
      return true;
    }
    return moves && pack(slab, state, sizeClass, bytes, tight, meter);
  }

  private void cut(int slab, int state, int sizeClass, int bytes, int newBytes) {
    notifyReserved(slab, bytes, false);
    int newState = SlabHeader.withSlots(state, SlabHeader.touched(state));
    if (SlabHeader.hasRoom(state) && !SlabHeader.hasRoom(newState)) {
      lists.remove(sizeClass, slab);
    }
    long low = forwards(slab, state, sizeClass, 0);
    long high = forwards(slab, state, sizeClass, 64);
    finish(slab, newState, sizeClass, bytes, newBytes, low, high);
  }

  private boolean pack(
      int slab, int state, int sizeClass, int bytes, int newBytes, CompactionBudgetMeter meter) {
    int used = SlabHeader.used(state);
    int slots = mappedSlots(state);
    int slotBytes = classes.slotBytes(sizeClass);
    readPlaces(slab, state, slotBytes);
    int moves = 0;
    for (int slot = 0; slot < slots; slot++) {
      moves += isUsed(slot) && place(slot) >= used ? 1 : 0;
    }
    if (!meter.allows((long) moves * slotBytes)) {
      return false;
    }
    if (!SlabHeader.isPacked(state)) {
      if (SlabHeader.hasRoom(state)) {
        lists.remove(sizeClass, slab);
      }
      extents.table.set(SlabHeader.index(heap, slab), slab, HandleTable.PACKED);
    }
    notifyReserved(slab, bytes, false);
    moveDown(slab, state, sizeClass);
    int newState =
        SlabHeader.withSlots(SlabHeader.withTouched(SlabHeader.withFirst(state, used), 0), slots)
            | SlabHeader.PACKED;
    int map = SlabHeader.slotAddress(slab, used, slotBytes);
    for (int slot = 0; slot < slots; slot++) {
      heap.putByte(map + slot, places[slot]);
    }
    finish(slab, newState, sizeClass, bytes, newBytes, lowForwards, highForwards);
    meter.noteStep((long) moves * slotBytes, moves);
    return true;
  }

  // Bit p: the block of place p outgrew it; places 0-63 and 64-126 of the slab under way.
  private long lowForwards;
  private long highForwards;

  /** Moves each block above the first {@code used} places into a free one of those. */
  private void moveDown(int slab, int state, int sizeClass) {
    int used = SlabHeader.used(state);
    int slots = mappedSlots(state);
    lowForwards = forwards(slab, state, sizeClass, 0);
    highForwards = forwards(slab, state, sizeClass, 64);
    long lowTaken = 0;
    long highTaken = 0;
    for (int slot = 0; slot < slots; slot++) {
      int place = isUsed(slot) ? place(slot) : Integer.MAX_VALUE;
      if (place < 64) {
        lowTaken |= 1L << place;
      } else if (place < used) {
        highTaken |= 1L << place;
      }
    }
    int free = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (isUsed(slot) && place(slot) >= used) {
        while (((free < 64 ? lowTaken : highTaken) >>> free & 1) != 0) {
          free++;
        }
        movePlace(slab, sizeClass, slot, free++);
      }
    }
  }

  private void movePlace(int slab, int sizeClass, int slot, int to) {
    int from = place(slot);
    int slotBytes = classes.slotBytes(sizeClass);
    int fromAddress = access.addressOf(slab, from, sizeClass);
    int toAddress = access.addressOf(slab, to, sizeClass);
    heap.copy(fromAddress, toAddress, slotBytes);
    places[slot] = (byte) to;
    boolean forwarded = takeForward(from);
    if (forwarded) {
      putForward(to);
    }
    if (listener == PlacementListener.NONE) {
      return;
    }
    if (forwarded) {
      listener.released(fromAddress, fromAddress + slotBytes);
      listener.reserved(toAddress, toAddress + slotBytes);
    } else {
      long handle = BlockHandle.slot(SlabHeader.index(extents.probe, slab), slot, sizeClass);
      listener.moved(handle, toAddress, toAddress, toAddress + slotBytes);
    }
  }

  private boolean takeForward(int place) {
    boolean set = ((place < 64 ? lowForwards : highForwards) >>> place & 1) != 0;
    if (place < 64) {
      lowForwards &= ~(1L << place);
    } else {
      highForwards &= ~(1L << place);
    }
    return set;
  }

  private void putForward(int place) {
    if (place < 64) {
      lowForwards |= 1L << place;
    } else {
      highForwards |= 1L << place;
    }
  }

  /** Writes the smaller slab's state, header and lock bytes, and frees what it gives back. */
  private void finish(
      int slab, int state, int sizeClass, int bytes, int newBytes, long low, long high) {
    int newState = low == 0 && high == 0 ? state & ~SlabHeader.MARKS : state;
    SlabHeader.setState(heap, slab, newState);
    int word = ExtentBoundaryTag.word(heap, slab);
    ExtentBoundaryTag.setWord(
        heap, slab, ExtentBoundaryTag.withBytes(word, newBytes, extents.geometry.unitShift));
    if (SlabHeader.hasMarks(newState)) {
      access.zeroLocks(slab, newState, sizeClass);
      writeForwards(slab, newState, sizeClass, low, high);
    }
    notifyReserved(slab, newBytes, true);
    int tail =
        ExtentBoundaryTag.wide(
            ExtentBoundaryTag.LONG, bytes - newBytes, extents.geometry.unitShift);
    extents.space.release(slab + newBytes, tail);
  }

  private void writeForwards(int slab, int state, int sizeClass, long low, long high) {
    int locksAt = access.lockAt(slab, state, 0, sizeClass);
    for (int place = 0; place < Slabs.slotsOf(state); place++) {
      if (((place < 64 ? low : high) >>> place & 1) != 0) {
        heap.putByte(locksAt + place, SlabHeader.FORWARD);
      }
    }
  }

  /** Bit p - from: the block of place p outgrew it. */
  private long forwards(int slab, int state, int sizeClass, int from) {
    long found = 0;
    if (SlabHeader.hasMarks(state)) {
      int end = Math.min(from + 64, Slabs.slotsOf(state));
      for (int place = from; place < end; place++) {
        boolean forward = access.isForward(heap, slab, state, place, sizeClass);
        found |= forward ? 1L << place : 0;
      }
    }
    return found;
  }

  private void readPlaces(int slab, int state, int slotBytes) {
    int slots = mappedSlots(state);
    if (SlabHeader.isPacked(state)) {
      int map = SlabHeader.slotAddress(slab, SlabHeader.places(state), slotBytes);
      for (int slot = 0; slot < slots; slot++) {
        places[slot] = (byte) heap.getByte(map + slot);
      }
      return;
    }
    for (int slot = 0; slot < slots; slot++) {
      places[slot] = (byte) slot;
    }
    for (int slot = SlabHeader.first(state); slot != SlabHeader.NO_SLOT; ) {
      places[slot] = (byte) SlabHeader.NO_PLACE;
      slot = heap.getByte(SlabHeader.slotAddress(slab, slot, slotBytes));
    }
  }

  private boolean isUsed(int slot) {
    return places[slot] >= 0; // NO_PLACE is −1 as a byte
  }

  private int place(int slot) {
    return places[slot];
  }

  private void notifyReserved(int slab, int bytes, boolean taken) {
    if (listener != PlacementListener.NONE) {
      slabs.notifyReserved(slab, bytes, taken);
    }
  }
}
