// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Locks of slots, and all access to slots that are not simply where their number says: in a packed
 * slab, or of a block that outgrew its slot.
 */
final class SlabSlotLocksAndAddresses {
  /** In place of a table index: the block is in its slot. */
  static final int NOT_FORWARDED = -1;

  private static final int FOUR_FORWARDS = (int) (SlabHeader.FORWARD * 0x01010101L);

  private final Extents extents;
  private final Heap heap;
  private final SizeClasses classes;
  private final Slabs slabs;
  private final LargeBlocks large;
  private final PlacementListener listener; // NONE when timing

  SlabSlotLocksAndAddresses(Extents extents, SizeClasses classes, Slabs slabs, LargeBlocks large) {
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
    return forward == NOT_FORWARDED
        ? payload(heap, slab, state, place, sizeClass)
        : large.address(forward);
  }

  int lock(int slab, int slot, int sizeClass) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    int forward = forward(heap, slab, state, place, sizeClass);
    if (forward != NOT_FORWARDED) {
      return large.lock(forward);
    }
    lockPlace(slab, state, place, sizeClass);
    return payload(heap, slab, state, place, sizeClass);
  }

  void unlock(int slab, int slot, int sizeClass) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    int forward = forward(heap, slab, state, place, sizeClass);
    if (forward == NOT_FORWARDED) {
      unlockPlace(slab, state, place, sizeClass);
    } else {
      large.unlock(forward);
    }
  }

  int lockPlace(int slab, int state, int place, int sizeClass) {
    if (!SlabHeader.hasLocks(state)) {
      beginLocks(slab, state, sizeClass);
    }
    int lockAt = lockAt(slab, state, place, sizeClass);
    int lock = heap.getByte(lockAt);
    if (depth(lock) == 0) {
      extents.noteLocked();
    }
    heap.putByte(lockAt, lock + 1);
    return addressOf(slab, place, sizeClass);
  }

  void unlockPlace(int slab, int state, int place, int sizeClass) {
    int lockAt = lockAt(slab, state, place, sizeClass);
    int lock = heap.getByte(lockAt) - 1;
    if (depth(lock) == 0) {
      extents.noteUnlocked();
    }
    heap.putByte(lockAt, lock);
  }

  /** The first lock in a slab since it had none for certain. */
  private void beginLocks(int slab, int state, int sizeClass) {
    if (!SlabHeader.hasMarks(state)) {
      zeroLocks(slab, state, sizeClass);
    }
    SlabHeader.setState(heap, slab, state | SlabHeader.HAS_LOCKS);
  }

  /** Ends the locks of a place that is being freed, or frees the large block that it names. */
  void clearLocks(int slab, int state, int place, int sizeClass) {
    int lockAt = lockAt(slab, state, place, sizeClass);
    int lock = heap.getByte(lockAt);
    if (lock == 0) {
      return;
    }
    heap.putByte(lockAt, 0);
    if (lock == SlabHeader.FORWARD) {
      int address = addressOf(slab, place, sizeClass);
      large.free(heap.getInt(address));
      if (listener != PlacementListener.NONE) {
        listener.released(address, address + classes.slotBytes(sizeClass));
      }
    } else if (depth(lock) > 0) {
      extents.noteUnlocked();
    }
  }

  /** Frees a block of a packed slab: its place becomes nobody's, until the slab is packed again. */
  void freePacked(int slab, int state, int index, int slot, int sizeClass) {
    int place = place(heap, slab, state, slot, sizeClass);
    int newState = state - SlabHeader.ONE_USED;
    if (SlabHeader.hasLocksOrMarks(state)) {
      clearLocks(slab, state, place, sizeClass);
    }
    heap.putByte(mapAt(slab, state, sizeClass) + slot, SlabHeader.NO_PLACE);
    SlabHeader.setState(heap, slab, newState);
    if (SlabHeader.used(newState) == 0) {
      slabs.release(slab, index, sizeClass);
    }
  }

  /** Makes a block that was just placed in a slot one that is aligned to more than the slot is. */
  void setAligned(int index, int slab, int slot, int sizeClass, int log2Alignment) {
    int state = SlabHeader.state(heap, slab);
    if (!SlabHeader.hasLocksOrMarks(state)) {
      zeroLocks(slab, state, sizeClass);
    }
    SlabHeader.setState(heap, slab, state | SlabHeader.MARKS | SlabHeader.HAS_LOCKS);
    extents.noteMayBeLocked(true);
    heap.putByte(lockAt(slab, state, slot, sizeClass), SlabHeader.ALIGNED);
    heap.putByte(addressOf(slab, slot, sizeClass) + payloadLimit(sizeClass), log2Alignment);
    extents.table.set(index, slab, HandleTable.SPECIAL);
  }

  /** The largest aligned block, padding included, that a class's slots hold. */
  private int payloadLimit(int sizeClass) {
    return classes.slotBytes(sizeClass) - SlabHeader.ALIGNMENT_BYTES;
  }

  /** Makes an unlocked block's slot name the large block that it outgrew it to. */
  void setForward(int index, int slab, int slot, int sizeClass, int forward) {
    int state = SlabHeader.state(heap, slab);
    int place = place(heap, slab, state, slot, sizeClass);
    if (!SlabHeader.hasLocksOrMarks(state)) {
      zeroLocks(slab, state, sizeClass);
    }
    SlabHeader.setState(heap, slab, state | SlabHeader.MARKS);
    heap.putByte(lockAt(slab, state, place, sizeClass), SlabHeader.FORWARD);
    heap.putInt(addressOf(slab, place, sizeClass), forward);
    if (!SlabHeader.isPacked(state)) {
      extents.table.set(index, slab, HandleTable.SPECIAL);
    }
  }

  /** The block that outgrew a slot is in it again. */
  void endForward(int slab, int state, int place, int sizeClass) {
    heap.putByte(lockAt(slab, state, place, sizeClass), 0);
  }

  /** The depth of the locks of the block in a place. The block must not have outgrown it. */
  int lockDepth(Heap heap, int slab, int state, int place, int sizeClass) {
    return depth(lockByte(heap, slab, state, place, sizeClass));
  }

  /** The depth of the locks that a lock byte says, of a block that did not outgrow its slot. */
  private static int depth(int lock) {
    return lock & ~SlabHeader.ALIGNED;
  }

  /** Whether the block of a place outgrew it. */
  boolean isForward(Heap heap, int slab, int state, int place, int sizeClass) {
    return lockByte(heap, slab, state, place, sizeClass) == SlabHeader.FORWARD;
  }

  /** The lock byte of a place, 0 while the slab's lock bytes are undefined. */
  int lockByte(Heap heap, int slab, int state, int place, int sizeClass) {
    return SlabHeader.hasLocksOrMarks(state)
        ? heap.getByte(lockAt(slab, state, place, sizeClass))
        : 0;
  }

  /** log2 of the alignment of the block in a place, 0 if it is that of the slot. */
  int log2Alignment(Heap heap, int slab, int state, int place, int sizeClass) {
    boolean isAligned =
        SlabHeader.hasMarks(state)
            && (heap.getByte(lockAt(slab, state, place, sizeClass)) & SlabHeader.ALIGNED) != 0;
    return isAligned
        ? heap.getByte(addressOf(slab, place, sizeClass) + payloadLimit(sizeClass))
        : 0;
  }

  /** Address of the block in a place. The block must not have outgrown it. */
  int payload(Heap heap, int slab, int state, int place, int sizeClass) {
    int log2Alignment = log2Alignment(heap, slab, state, place, sizeClass);
    return ExtentSizeCalculator.alignedUp(addressOf(slab, place, sizeClass), log2Alignment);
  }

  /** The size up to which the block in a place may grow there. */
  int payloadBytes(Heap heap, int slab, int state, int place, int sizeClass) {
    int address = addressOf(slab, place, sizeClass);
    int log2Alignment = log2Alignment(heap, slab, state, place, sizeClass);
    return log2Alignment == 0
        ? classes.slotBytes(sizeClass)
        : address
            + payloadLimit(sizeClass)
            - ExtentSizeCalculator.alignedUp(address, log2Alignment);
  }

  /** The table index of the block that outgrew a slot, or {@link #NOT_FORWARDED}. */
  int forward(Heap heap, int slab, int state, int place, int sizeClass) {
    if (!SlabHeader.hasMarks(state)) {
      return NOT_FORWARDED;
    }
    return heap.getByte(lockAt(slab, state, place, sizeClass)) == SlabHeader.FORWARD
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

  /** Where the lock byte of a place is. */
  int lockAt(int slab, int state, int place, int sizeClass) {
    int slots = SlabHeader.slots(state);
    return SlabHeader.isPacked(state)
        ? mapAt(slab, state, sizeClass) + slots + place
        : addressOf(slab, slots, sizeClass) + place;
  }

  /** Has a slab's header say whether a slot is locked; returns that. O(slots). */
  boolean noteLocked(int slab, int word) {
    int state = SlabHeader.state(heap, slab);
    boolean mayBe = SlabHeader.hasLocks(state);
    boolean locked = mayBe && hasLockedSlot(heap, slab, state, SlabHeader.sizeClass(heap, slab));
    if (mayBe && !locked) {
      SlabHeader.setState(heap, slab, state & ~SlabHeader.HAS_LOCKS);
    }
    if (ExtentBoundaryTag.isPinned(word) != locked) {
      ExtentBoundaryTag.setWord(heap, slab, ExtentBoundaryTag.withDetail(word, locked ? 1 : 0));
    }
    return locked;
  }

  /** Whether a slot of a slab is locked. O(slots). */
  boolean hasLockedSlot(Heap heap, int slab) {
    int state = SlabHeader.state(heap, slab);
    return SlabHeader.hasLocks(state)
        && hasLockedSlot(heap, slab, state, SlabHeader.sizeClass(heap, slab));
  }

  private boolean hasLockedSlot(Heap heap, int slab, int state, int sizeClass) {
    int from = lockAt(slab, state, 0, sizeClass);
    int to = from + Slabs.slotsOf(state);
    int at = from;
    for (; at + 4 <= to; at += 4) {
      if (isLock(heap.getInt(at))) {
        return true;
      }
    }
    for (; at < to; at++) {
      if (isLock(heap.getByte(at))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of up to four lock bytes is the depth of a lock. */
  private static boolean isLock(int bytes) {
    return (bytes & ~FOUR_FORWARDS) != 0;
  }

  /** Zeroes the lock bytes of all places of a slab. */
  void zeroLocks(int slab, int state, int sizeClass) {
    int from = lockAt(slab, state, 0, sizeClass);
    int to = from + Slabs.slotsOf(state);
    int at = from;
    for (; at + 4 <= to; at += 4) {
      heap.putInt(at, 0);
    }
    for (; at < to; at++) {
      heap.putByte(at, 0);
    }
  }
}
