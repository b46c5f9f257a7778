// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/**
 * Resizes blocks; a handle stays.
 *
 * <p>A large block shrinks in place, grows into the free extent or the wilderness behind it, and
 * else is copied to a new extent, under its own table entry. A block in a slot stays while its slot
 * holds it; what outgrows its slot gets an extent and a table entry, and the slot names that. It
 * comes back when it shrinks so far again.
 */
final class Resizer {
  private final Extents extents;
  private final Heap heap;
  private final ExtentGeometry geometry;
  private final HandleTable table;
  private final FreeSpace space;
  private final SizeClasses classes;
  private final LargeBlocks large;
  private final SlotAccess access;

  Resizer(Extents extents, SizeClasses classes, LargeBlocks large, SlotAccess access) {
    this.extents = extents;
    this.heap = extents.heap;
    this.geometry = extents.geometry;
    this.table = extents.table;
    this.space = extents.space;
    this.classes = classes;
    this.large = large;
    this.access = access;
  }

  ReallocOutcome resize(long handle, int sizeBytes) {
    int index = BlockHandle.index(handle);
    return BlockHandle.isSlot(handle)
        ? resizeSlot(index, BlockHandle.slotOf(handle), BlockHandle.sizeClass(handle), sizeBytes)
        : resizeLarge(index, sizeBytes);
  }

  private ReallocOutcome resizeSlot(int index, int slot, int sizeClass, int sizeBytes) {
    int slab = table.extent(index);
    int state = SlabHeader.state(heap, slab);
    int place = access.place(heap, slab, state, slot, sizeClass);
    int forward = access.forward(heap, slab, state, place, sizeClass);
    int slotBytes = classes.slotBytes(sizeClass);
    if (forward != SlotAccess.NOT_FORWARDED) {
      return resizeForwarded(slab, place, sizeClass, forward, sizeBytes);
    }
    if (sizeBytes <= slotBytes) {
      return ReallocOutcome.IN_PLACE;
    }
    return access.isLocked(slab, state, place, sizeClass)
        ? ReallocOutcome.FAILED
        : outgrow(index, slab, slot, sizeClass, sizeBytes);
  }

  private ReallocOutcome outgrow(int index, int slab, int slot, int sizeClass, int sizeBytes) {
    int forward = table.nextIndex();
    if (forward == HandleTable.NO_INDEX) {
      return ReallocOutcome.FAILED;
    }
    int bytes = geometry.extentBytes((long) sizeBytes + geometry.longHeaderBytes);
    int extent = extents.take(bytes);
    if (extent == ExtentHeader.NO_EXTENT) {
      return ReallocOutcome.FAILED;
    }
    table.take();
    int owner = (index << BlockHandle.SLOT_BITS | slot) + 1;
    large.occupyLong(extent, bytes, forward, owner);
    int state = SlabHeader.state(heap, slab);
    int from = access.addressOf(slab, access.place(heap, slab, state, slot, sizeClass), sizeClass);
    heap.copy(from, extent + geometry.longHeaderBytes, classes.slotBytes(sizeClass));
    access.setForward(index, slab, slot, sizeClass, forward);
    return ReallocOutcome.COPIED;
  }

  private ReallocOutcome resizeForwarded(
      int slab, int place, int sizeClass, int forward, int sizeBytes) {
    int slotBytes = classes.slotBytes(sizeClass);
    int extent = table.extent(forward);
    if (sizeBytes > slotBytes || ExtentHeader.isPinned(ExtentHeader.word(heap, extent))) {
      return resizeLarge(forward, sizeBytes);
    }
    heap.copy(
        extent + geometry.longHeaderBytes,
        access.addressOf(slab, place, sizeClass),
        Math.min(
            slotBytes, extents.bytes(ExtentHeader.word(heap, extent)) - geometry.longHeaderBytes));
    access.endForward(slab, SlabHeader.state(heap, slab), place, sizeClass);
    large.free(forward);
    return ReallocOutcome.COPIED;
  }

  private ReallocOutcome resizeLarge(int index, int sizeBytes) {
    int entry = table.entry(index);
    int extent = HandleTable.extentOf(entry);
    int word = ExtentHeader.word(heap, extent);
    int oldBytes = extents.bytes(word);
    boolean isLong = ExtentHeader.isLong(word);
    int newBytes =
        geometry.extentBytes(Math.max(sizeBytes, isLong ? 0L : 1L) + large.headerBytes(entry));
    if (newBytes == oldBytes) {
      return ReallocOutcome.IN_PLACE;
    }
    if (newBytes < oldBytes) {
      setBytes(extent, word, newBytes);
      int tail = ExtentHeader.wide(ExtentHeader.LONG, oldBytes - newBytes, geometry.unitShift);
      space.release(extent + newBytes, tail);
      return ReallocOutcome.IN_PLACE;
    }
    if ((isLong || newBytes <= geometry.maximumShortBytes)
        && space.extend(extent + oldBytes, newBytes - oldBytes)) {
      setBytes(extent, word, newBytes);
      return ReallocOutcome.IN_PLACE;
    }
    return ExtentHeader.isPinned(word)
        ? ReallocOutcome.FAILED
        : copy(index, extent, word, large.headerBytes(entry), sizeBytes);
  }

  private void setBytes(int extent, int word, int newBytes) {
    ExtentHeader.setWord(heap, extent, ExtentHeader.withBytes(word, newBytes, geometry.unitShift));
  }

  private ReallocOutcome copy(int index, int extent, int word, int headerBytes, int sizeBytes) {
    boolean isLong = ExtentHeader.isLong(word);
    int owner = isLong ? heap.getInt(extent + ExtentHeader.LONG_OWNER) : 0;
    int bytes =
        owner != 0
            ? geometry.extentBytes((long) sizeBytes + geometry.longHeaderBytes)
            : geometry.largeExtentBytes(sizeBytes, index);
    int to = space.take(bytes);
    if (to == ExtentHeader.NO_EXTENT) {
      return ReallocOutcome.FAILED;
    }
    if (owner != 0) {
      large.occupyLong(to, bytes, index, owner);
    } else {
      large.occupy(to, bytes, index);
    }
    int oldBytes = extents.bytes(word);
    int newHeaderBytes = large.headerBytes(table.entry(index));
    int kept = Math.min(oldBytes - headerBytes, bytes - newHeaderBytes);
    heap.copy(extent + headerBytes, to + newHeaderBytes, kept);
    // the header again: taking the new extent may have told this one what lies before it
    space.release(extent, ExtentHeader.word(heap, extent));
    return ReallocOutcome.COPIED;
  }
}
