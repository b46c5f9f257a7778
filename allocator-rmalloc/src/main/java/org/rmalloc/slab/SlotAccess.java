package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Locks of slots, and all access to slots that are not simply where their number says: in a packed
 * slab, or of a block that outgrew its slot.
 */
final class SlotAccess {
  /** In place of a table index: the block is in its slot. */
  static final int NOT_FORWARDED = -1;

  private final Extents extents;
  private final Heap heap;
  private final SizeClasses classes;
  private final Slabs slabs;
  private final LargeBlocks large;
  private final PlacementListener listener; // NONE when timing

  SlotAccess(Extents extents, SizeClasses classes, Slabs slabs, LargeBlocks large) {
    this.extents = extents;
    this.heap = extents.heap;
    this.classes = classes;
    this.slabs = slabs;
    this.large = large;
    this.listener = extents.listener;
  }

  int address(int slab, int slot, int sizeClass) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    int forward = forward(heap, slab, state, place, sizeClass);
    return forward == NOT_FORWARDED ? addressOf(slab, place, sizeClass) : large.address(forward);
  }

  int lock(int slab, int slot, int sizeClass) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    int forward = forward(heap, slab, state, place, sizeClass);
    return forward == NOT_FORWARDED
        ? lockPlace(slab, state, place, sizeClass)
        : large.lock(forward);
  }

  void unlock(int slab, int slot, int sizeClass) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    int forward = forward(heap, slab, state, place, sizeClass);
    if (forward == NOT_FORWARDED) {
      unlockPlace(slab, place);
    } else {
      large.unlock(forward);
    }
  }

  int lockPlace(int slab, int state, int place, int sizeClass) {
    int word = ExtentHeader.word(heap, slab);
    int lockAt = lockAt(slab, word, place);
    int depth = heap.getByte(lockAt);
    heap.putByte(lockAt, depth + 1);
    if (depth == 0) {
      ExtentHeader.setWord(heap, slab, word + ExtentHeader.ONE_DETAIL);
      if (ExtentHeader.detail(word) == 0) {
        SlabHeader.setState(heap, slab, state | SlabHeader.HAS_LOCKS);
        extents.notePinned();
      }
    }
    return addressOf(slab, place, sizeClass);
  }

  void unlockPlace(int slab, int place) {
    int word = ExtentHeader.word(heap, slab);
    int lockAt = lockAt(slab, word, place);
    int depth = heap.getByte(lockAt) - 1;
    heap.putByte(lockAt, depth);
    if (depth == 0 && removeLockedSlot(slab, word)) {
      SlabHeader.setState(heap, slab, SlabHeader.state(heap, slab) & ~SlabHeader.HAS_LOCKS);
    }
  }

  /**
   * Ends the locks of a place that is being freed, or frees the large block that it names.
   *
   * @return the slab's state, to be stored
   */
  int clearLocks(int slab, int state, int place, int sizeClass) {
    int word = ExtentHeader.word(heap, slab);
    int lockAt = lockAt(slab, word, place);
    int depth = heap.getByte(lockAt);
    if (depth == 0) {
      return state;
    }
    heap.putByte(lockAt, 0);
    if (depth == SlabHeader.FORWARD) {
      int address = addressOf(slab, place, sizeClass);
      large.free(heap.getInt(address));
      if (listener != PlacementListener.NONE) {
        listener.released(address, address + classes.slotBytes(sizeClass));
      }
      return state;
    }
    return removeLockedSlot(slab, word) ? state & ~SlabHeader.HAS_LOCKS : state;
  }

  /** Frees a block of a packed slab: its place becomes nobody's, until the slab is packed again. */
  void freePacked(int slab, int state, int index, int slot, int sizeClass) {
    int place = place(heap, slab, state, slot, sizeClass);
    int newState = state - SlabHeader.ONE_USED;
    if (SlabHeader.hasLocksOrForwards(state)) {
      newState = clearLocks(slab, newState, place, sizeClass);
    }
    heap.putByte(mapAt(slab, state, sizeClass) + slot, SlabHeader.NO_PLACE);
    SlabHeader.setState(heap, slab, newState);
    if (SlabHeader.used(newState) == 0) {
      slabs.release(slab, index, sizeClass);
    }
  }

  /** Makes an unlocked block's slot name the large block that it outgrew it to. */
  void setForward(int index, int slab, int slot, int sizeClass, int forward) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    int word = ExtentHeader.word(heap, slab);
    SlabHeader.setState(heap, slab, state | SlabHeader.FORWARDS);
    heap.putByte(lockAt(slab, word, place), SlabHeader.FORWARD);
    heap.putInt(addressOf(slab, place, sizeClass), forward);
    if (!SlabHeader.isPacked(state)) {
      extents.table.set(index, slab, HandleTable.SPECIAL);
    }
  }

  /** The block that outgrew a slot is in it again. */
  void endForward(int slab, int place) {
    int word = ExtentHeader.word(heap, slab);
    heap.putByte(lockAt(slab, word, place), 0);
  }

  /** How deep a place is locked, {@link SlabHeader#FORWARD} if its block outgrew it. */
  int lockDepth(Heap heap, int slab, int state, int place) {
    return SlabHeader.hasLocksOrForwards(state)
        ? heap.getByte(lockAt(slab, ExtentHeader.word(heap, slab), place))
        : 0;
  }

  boolean isLocked(int slab, int state, int place) {
    return lockDepth(heap, slab, state, place) != 0;
  }

  /** The table index of the block that outgrew a slot, or {@link #NOT_FORWARDED}. */
  int forward(Heap heap, int slab, int state, int place, int sizeClass) {
    if (!SlabHeader.hasForwards(state)) {
      return NOT_FORWARDED;
    }
    int word = ExtentHeader.word(heap, slab);
    return heap.getByte(lockAt(slab, word, place)) == SlabHeader.FORWARD
        ? heap.getInt(addressOf(slab, place, sizeClass))
        : NOT_FORWARDED;
  }

  /** Where a slot's block is. */
  int place(Heap heap, int slab, int state, int slot, int sizeClass) {
    return SlabHeader.isPacked(state) ? heap.getByte(mapAt(slab, state, sizeClass) + slot) : slot;
  }

  int addressOf(int slab, int place, int sizeClass) {
    return SlabHeader.slotAddress(slab, place, classes.slotBytes(sizeClass));
  }

  private int mapAt(int slab, int state, int sizeClass) {
    return addressOf(slab, SlabHeader.places(state), sizeClass);
  }

  private int lockAt(int slab, int word, int place) {
    return slab + extents.bytes(word) - 1 - place;
  }

  /** Notes that a slot is no longer locked; returns whether none is now. */
  private boolean removeLockedSlot(int slab, int word) {
    ExtentHeader.setWord(heap, slab, word - ExtentHeader.ONE_DETAIL);
    boolean isLast = ExtentHeader.detail(word) == 1;
    if (isLast) {
      extents.noteUnpinned();
    }
    return isLast;
  }

  /** Zeroes the lock bytes of all places of a slab of {@code bytes} bytes. */
  void zeroLocks(int slab, int bytes, int places) {
    int at = slab + bytes;
    int from = at - places;
    while (at - 4 >= from) {
      at -= 4;
      heap.putInt(at, 0);
    }
    while (at > from) {
      heap.putByte(--at, 0);
    }
  }
}
