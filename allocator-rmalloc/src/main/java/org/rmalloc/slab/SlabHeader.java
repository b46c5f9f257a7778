// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * A slab: one extent of up to {@link #MAX_SLOTS} slots of one size, which have neither header nor
 * table entry of their own (Bonwick, "The Slab Allocator", USENIX Summer 1994; here it moves).
 *
 * <pre>
 *   +0    extent header, kind slab; its detail is 1 if a slot was locked when relief last looked
 *   +4    state
 *   +8    class (bits 0-7), table index (bits 8-31)
 *   +12   next, +16 previous slab of the class that has room: table index + 1, 0 for none
 *   +20   slot 0, slot 1, … slot slots - 1
 *   …     lock bytes by slot: the depth of its locks, + ALIGNED; or FORWARD; then padding
 *
 *   packed: +20 places 0 … places - 1, then the map: byte j is the place of slot j, NO_PLACE if
 *   free; then lock bytes by place, and padding.
 *
 *   state  0-6      7-13    14-20     21-27    28          29       30
 *         +------+--------+---------+-------+-----------+--------+----------+
 *         | used | first  | touched | slots | has locks | packed |  marks   |
 *         +------+--------+---------+-------+-----------+--------+----------+
 *   used      slots that hold a block
 *   first     first free slot below touched, NO_SLOT if there is none; packed: places
 *   touched   slots from here on were never used: making a slab writes no slot
 *   has locks  a slot may be locked: set by a lock, cleared by relief where none is
 *   marks     a lock byte may be marked.
 *             FORWARD: the slot names, in its first 4 bytes, the table entry of the large block
 *             that its block outgrew it to.
 *             ALIGNED: the slot's last byte is log2 of its block's alignment, which is more than a
 *             slot's; the block is at the first multiple of it. Such a slab stays where it is, as
 *             if the slot were locked
 * </pre>
 *
 * <p>The first byte of a free slot is the next free slot, NO_SLOT at the end. Lock bytes are
 * undefined while both bits are clear: whoever sets the first one zeroes them, so that making a
 * slab writes none.
 */
final class SlabHeader {
  static final int STATE = 4;
  static final int IDENTITY = 8;
  static final int NEXT = 12;
  static final int PREVIOUS = 16;

  /** Bytes of the header. */
  static final int BYTES = 20;

  static final int MAX_SLOTS = 127;
  static final int NO_SLOT = 127;
  static final int NO_PLACE = 255;

  static final int ONE_USED = 1;
  static final int ONE_TOUCHED = 1 << 14;
  static final int HAS_LOCKS = 1 << 28;
  static final int PACKED = 1 << 29;
  static final int MARKS = 1 << 30;

  /** The lock byte of a slot whose block outgrew it. */
  static final int FORWARD = 0x80;

  /** Added to the lock byte of a slot whose block is aligned beyond what every slot is. */
  static final int ALIGNED = 0x40;

  /** Bytes at a slot's end that say how its block is aligned, if that is marked. */
  static final int ALIGNMENT_BYTES = 1;

  private static final int MASK = 127;
  private static final int FIRST_SHIFT = 7;
  private static final int TOUCHED_SHIFT = 14;
  private static final int SLOTS_SHIFT = 21;

  private SlabHeader() {}

  static int state(Heap heap, int slab) {
    return heap.getInt(slab + STATE);
  }

  static void setState(Heap heap, int slab, int state) {
    heap.putInt(slab + STATE, state);
  }

  /** The state of a slab without blocks. */
  static int emptyState(int slots) {
    return (NO_SLOT << FIRST_SHIFT) | (slots << SLOTS_SHIFT);
  }

  static int used(int state) {
    return state & MASK;
  }

  static int first(int state) {
    return state >>> FIRST_SHIFT & MASK;
  }

  static int withFirst(int state, int first) {
    return (state & ~(MASK << FIRST_SHIFT)) | (first << FIRST_SHIFT);
  }

  static int touched(int state) {
    return state >>> TOUCHED_SHIFT & MASK;
  }

  static int withTouched(int state, int touched) {
    return (state & ~(MASK << TOUCHED_SHIFT)) | (touched << TOUCHED_SHIFT);
  }

  static int slots(int state) {
    return state >>> SLOTS_SHIFT & MASK;
  }

  static int withSlots(int state, int slots) {
    return (state & ~(MASK << SLOTS_SHIFT)) | (slots << SLOTS_SHIFT);
  }

  static boolean hasRoom(int state) {
    return first(state) != NO_SLOT || touched(state) < slots(state);
  }

  static boolean hasLocks(int state) {
    return (state & HAS_LOCKS) != 0;
  }

  static boolean hasLocksOrMarks(int state) {
    return (state & (HAS_LOCKS | MARKS)) != 0;
  }

  static boolean isPacked(int state) {
    return (state & PACKED) != 0;
  }

  static boolean hasMarks(int state) {
    return (state & MARKS) != 0;
  }

  /** Places of a packed slab. */
  static int places(int state) {
    return first(state);
  }

  static void setIdentity(Heap heap, int slab, int sizeClass, int index) {
    heap.putInt(slab + IDENTITY, sizeClass | (index << 8));
  }

  static int sizeClass(Heap heap, int slab) {
    return heap.getInt(slab + IDENTITY) & 0xff;
  }

  static int index(Heap heap, int slab) {
    return heap.getInt(slab + IDENTITY) >>> 8;
  }

  static int next(Heap heap, int slab) {
    return heap.getInt(slab + NEXT);
  }

  static void setNext(Heap heap, int slab, int next) {
    heap.putInt(slab + NEXT, next);
  }

  static int previous(Heap heap, int slab) {
    return heap.getInt(slab + PREVIOUS);
  }

  static void setPrevious(Heap heap, int slab, int previous) {
    heap.putInt(slab + PREVIOUS, previous);
  }

  /** Address of a slot, or of a place of a packed slab. */
  static int slotAddress(int slab, int slot, int slotBytes) {
    return slab + BYTES + slot * slotBytes;
  }

  /** Bytes that a slab of so many slots needs. */
  static int bytesFor(int slots, int slotBytes) {
    return BYTES + slots * (slotBytes + 1);
  }

  /** Bytes that a slab of so many slots needs once it is packed. */
  static int packedBytes(int places, int slots, int slotBytes) {
    return BYTES + places * (slotBytes + 1) + slots;
  }
}
