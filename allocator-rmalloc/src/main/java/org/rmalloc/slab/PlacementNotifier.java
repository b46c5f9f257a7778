// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Notifies the listener of blocks placed and resized. Counts nothing; unused when timing. */
final class PlacementNotifier {
  private static final int NOT_OUTGROWN = 0;

  private final HandleTable table;
  private final Heap probe;
  private final SizeClasses classes;
  private final LargeBlocks large;
  private final SlabSlotLocksAndAddresses access;
  private final PlacementListener listener;

  PlacementNotifier(
      Extents extents, SizeClasses classes, LargeBlocks large, SlabSlotLocksAndAddresses access) {
    this.table = extents.table;
    this.probe = extents.probe;
    this.classes = classes;
    this.large = large;
    this.access = access;
    this.listener = extents.listener;
  }

  void notifyPlaced(long handle, long sizeBytes) {
    if (!BlockHandle.isSlot(handle)) {
      large.notifyPlaced(handle, BlockHandle.index(handle), sizeBytes);
      return;
    }
    int slot = slotAddress(handle);
    if (outgrownSlot(handle) != NOT_OUTGROWN) {
      large.notifyPlaced(handle, probe.getInt(slot), sizeBytes);
      return;
    }
    int slab = slab(handle);
    int state = SlabHeader.state(probe, slab);
    int sizeClass = BlockHandle.sizeClass(handle);
    int payload = access.payload(probe, slab, state, place(handle), sizeClass);
    listener.placed(handle, payload, sizeBytes, slot, slot + classes.slotBytes(sizeClass));
  }

  /**
   * Notifies of a block resized.
   *
   * @param slotBefore its {@link #outgrownSlot} before
   */
  void notifyResized(long handle, long sizeBytes, int slotBefore) {
    int slotAfter = outgrownSlot(handle);
    listener.freed(handle);
    // a slot outgrown before and after may have moved with its slab: the mover notified of that
    if (slotBefore == NOT_OUTGROWN && slotAfter != NOT_OUTGROWN) {
      listener.reserved(slotAfter, slotAfter + slotBytes(handle));
    } else if (slotBefore != NOT_OUTGROWN && slotAfter == NOT_OUTGROWN) {
      listener.released(slotBefore, slotBefore + slotBytes(handle));
    }
    notifyPlaced(handle, sizeBytes);
  }

  /** Address of a slot whose block outgrew it, 0 if the block did not outgrow one. */
  int outgrownSlot(long handle) {
    if (!BlockHandle.isSlot(handle)) {
      return NOT_OUTGROWN;
    }
    int slab = slab(handle);
    int state = SlabHeader.state(probe, slab);
    int sizeClass = BlockHandle.sizeClass(handle);
    return access.isForward(probe, slab, state, place(handle), sizeClass)
        ? slotAddress(handle)
        : NOT_OUTGROWN;
  }

  private int slotBytes(long handle) {
    return classes.slotBytes(BlockHandle.sizeClass(handle));
  }

  /** Address of the slot, or the place, of a block. */
  private int slotAddress(long handle) {
    return access.addressOf(slab(handle), place(handle), BlockHandle.sizeClass(handle));
  }

  private int place(long handle) {
    int slab = slab(handle);
    int state = SlabHeader.state(probe, slab);
    return access.place(
        probe, slab, state, BlockHandle.slotOf(handle), BlockHandle.sizeClass(handle));
  }

  private int slab(long handle) {
    return HandleTable.extentOf(table.entry(probe, BlockHandle.index(handle)));
  }
}
