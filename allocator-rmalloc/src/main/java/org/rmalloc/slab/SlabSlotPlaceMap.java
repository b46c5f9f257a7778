// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.Arrays;
import org.rmalloc.heap.Heap;

/** Which slot's block is in which place of a slab; in an unpacked one, a slot is its own place. */
final class SlabSlotPlaceMap {
  /** In place of a slot: the place is free. */
  static final int FREE = -1;

  private SlabSlotPlaceMap() {}

  /** The slot in each place, {@link #FREE} where there is none. O(slots). */
  static int[] slotsByPlace(Heap heap, int slab, int state, int slotBytes) {
    int[] slots = new int[Slabs.slotsOf(state)];
    if (SlabHeader.isPacked(state)) {
      fillFromMap(heap, slab, state, slotBytes, slots);
      return slots;
    }
    int touched = SlabHeader.touched(state);
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = slot < touched ? slot : FREE;
    }
    for (int slot = SlabHeader.first(state); slot != SlabHeader.NO_SLOT; ) {
      slots[slot] = FREE;
      slot = heap.getByte(SlabHeader.slotAddress(slab, slot, slotBytes));
    }
    return slots;
  }

  private static void fillFromMap(Heap heap, int slab, int state, int slotBytes, int[] slots) {
    Arrays.fill(slots, FREE);
    int map = SlabHeader.slotAddress(slab, SlabHeader.places(state), slotBytes);
    for (int slot = 0; slot < SlabHeader.slots(state); slot++) {
      int place = heap.getByte(map + slot);
      if (place != SlabHeader.NO_PLACE) {
        slots[place] = slot;
      }
    }
  }
}
