// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/**
 * Resizes blocks; a handle stays.
 *
 * <p>A large block shrinks in place, grows into the free extent or the wilderness behind it, or, if
 * that is cheaper than a copy of its own or it is locked, into the place of the extent behind it,
 * which moves elsewhere. Else it is copied to a new extent, under its own table entry. A block in a
 * slot stays while its slot holds it; what outgrows its slot gets an extent and a table entry, and
 * the slot names that. It comes back when it shrinks so far again.
 */
final class Resizer {
  private final Extents extents;
  private final Heap heap;
  private final ExtentSizeCalculator geometry;
  private final HandleTable table;
  private final FreeSpace space;
  private final SizeClasses classes;
  private final LargeBlocks large;
  private final SlabSlotLocksAndAddresses access;
  private final ExtentMover mover;

  Resizer(
      Extents extents,
      SizeClasses classes,
      LargeBlocks large,
      SlabSlotLocksAndAddresses access,
      ExtentMover mover) {
    this.mover = mover;
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
    if (forward != SlabSlotLocksAndAddresses.NOT_FORWARDED) {
      return resizeForwarded(slab, place, sizeClass, forward, sizeBytes);
    }
    if (sizeBytes <= access.payloadBytes(heap, slab, state, place, sizeClass)) {
      return ReallocOutcome.IN_PLACE;
    }
    return access.lockDepth(heap, slab, state, place, sizeClass) > 0
        ? ReallocOutcome.FAILED
        : outgrow(index, slab, slot, sizeClass, sizeBytes);
  }

  private ReallocOutcome outgrow(int index, int slab, int slot, int sizeClass, int sizeBytes) {
    int forward = table.nextIndex();
    if (forward == HandleTable.NO_INDEX) {
      return ReallocOutcome.FAILED;
    }
    int state = SlabHeader.state(heap, slab);
    int place = access.place(heap, slab, state, slot, sizeClass);
    int log2Alignment = access.log2Alignment(heap, slab, state, place, sizeClass);
    int bytes = geometry.longExtentBytes(sizeBytes, log2Alignment);
    int extent = extents.take(bytes);
    if (extent == ExtentBoundaryTag.NO_EXTENT) {
      return ReallocOutcome.FAILED;
    }
    table.take();
    int owner = (index << BlockHandle.SLOT_BITS | slot) + 1;
    large.occupyLong(extent, bytes, LongBlockHeader.identity(forward, log2Alignment), owner);
    heap.copy(
        access.payload(heap, slab, state, place, sizeClass),
        geometry.longPayload(extent, log2Alignment),
        access.payloadBytes(heap, slab, state, place, sizeClass));
    access.setForward(index, slab, slot, sizeClass, forward);
    return ReallocOutcome.COPIED;
  }

  private ReallocOutcome resizeForwarded(
      int slab, int place, int sizeClass, int forward, int sizeBytes) {
    int slotBytes = classes.slotBytes(sizeClass);
    int entry = table.entry(forward);
    int extent = HandleTable.extentOf(entry);
    if (sizeBytes > slotBytes
        || HandleTable.tag(entry) == HandleTable.ALIGNED
        || ExtentBoundaryTag.isPinned(ExtentBoundaryTag.word(heap, extent))) {
      return resizeLarge(forward, sizeBytes);
    }
    heap.copy(
        extent + geometry.longHeaderBytes,
        access.addressOf(slab, place, sizeClass),
        Math.min(
            slotBytes,
            extents.bytes(ExtentBoundaryTag.word(heap, extent)) - geometry.longHeaderBytes));
    access.endForward(slab, SlabHeader.state(heap, slab), place, sizeClass);
    large.free(forward);
    return ReallocOutcome.COPIED;
  }

  private ReallocOutcome resizeLarge(int index, int sizeBytes) {
    int entry = table.entry(index);
    int extent = HandleTable.extentOf(entry);
    int word = ExtentBoundaryTag.word(heap, extent);
    int oldBytes = extents.bytes(word);
    int newBytes =
        ExtentBoundaryTag.isLong(word)
            ? longBytes(entry, extent, sizeBytes)
            : geometry.shortExtentBytes(sizeBytes);
    if (newBytes == oldBytes) {
      return ReallocOutcome.IN_PLACE;
    }
    if (newBytes < oldBytes) {
      setBytes(extent, word, newBytes);
      releaseTail(extent + newBytes, oldBytes - newBytes);
      return ReallocOutcome.IN_PLACE;
    }
    if (growInPlace(extent, word, newBytes)) {
      return ReallocOutcome.IN_PLACE;
    }
    return ExtentBoundaryTag.isPinned(word)
        ? ReallocOutcome.FAILED
        : copy(index, entry, word, sizeBytes);
  }

  /** Grows a block into what is free behind it, or into its neighbour's place, if it can. */
  private boolean growInPlace(int extent, int word, int newBytes) {
    if (!ExtentBoundaryTag.isLong(word) && newBytes > geometry.maximumShortBytes) {
      return false;
    }
    int oldBytes = extents.bytes(word);
    if (space.extend(extent + oldBytes, newBytes - oldBytes)) {
      setBytes(extent, word, newBytes);
      return true;
    }
    if (moveNeighbour(extent, word, newBytes - oldBytes)) {
      // the header again: the neighbour may have gone to the hole before this extent
      setBytes(extent, ExtentBoundaryTag.word(heap, extent), newBytes);
      return true;
    }
    return false;
  }

  /**
   * Moves the extent behind a block elsewhere and takes the first {@code bytes} of its place.
   *
   * @return whether it may move, is large enough and has another place, and the block is locked or
   *     would cost more
   */
  private boolean moveNeighbour(int extent, int word, int bytes) {
    int neighbour = extent + extents.bytes(word);
    int moved =
        neighbour < space.end() ? ExtentBoundaryTag.word(heap, neighbour) : ExtentBoundaryTag.FREE;
    int movedBytes = extents.bytes(moved);
    if (ExtentBoundaryTag.isFree(moved) || movedBytes < bytes || isLocked(neighbour, moved)) {
      return false;
    }
    boolean isCheaper = mover.copiedBytes(neighbour, moved) < extents.bytes(word);
    int to =
        isCheaper || ExtentBoundaryTag.isPinned(word)
            ? space.take(movedBytes)
            : ExtentBoundaryTag.NO_EXTENT;
    if (to == ExtentBoundaryTag.NO_EXTENT) {
      return false;
    }
    if (ExtentBoundaryTag.isSlab(moved)) {
      access.noteLocked(neighbour, moved); // a move keeps no lock bytes
    }
    mover.move(neighbour, ExtentBoundaryTag.word(heap, neighbour), to);
    if (movedBytes > bytes) {
      releaseTail(neighbour + bytes, movedBytes - bytes);
    }
    return true;
  }

  private boolean isLocked(int extent, int word) {
    return ExtentBoundaryTag.isSlab(word)
        ? access.hasLockedSlot(heap, extent)
        : ExtentBoundaryTag.isPinned(word);
  }

  private void releaseTail(int tail, int bytes) {
    space.release(tail, ExtentBoundaryTag.wide(ExtentBoundaryTag.LONG, bytes, geometry.unitShift));
  }

  private int longBytes(int entry, int extent, int sizeBytes) {
    boolean isAligned = HandleTable.tag(entry) == HandleTable.ALIGNED;
    int identity = isAligned ? LongBlockHeader.identity(heap, extent) : 0;
    return geometry.longExtentBytes(sizeBytes, LongBlockHeader.log2Alignment(identity));
  }

  private void setBytes(int extent, int word, int newBytes) {
    ExtentBoundaryTag.setWord(
        heap, extent, ExtentBoundaryTag.withBytes(word, newBytes, geometry.unitShift));
  }

  private ReallocOutcome copy(int index, int entry, int word, int sizeBytes) {
    int extent = HandleTable.extentOf(entry);
    int owner = ExtentBoundaryTag.isLong(word) ? LongBlockHeader.owner(heap, extent) : 0;
    boolean isAligned = HandleTable.tag(entry) == HandleTable.ALIGNED;
    boolean staysLong = owner != 0 || isAligned;
    int bytes =
        staysLong
            ? longBytes(entry, extent, sizeBytes)
            : geometry.largeExtentBytes(sizeBytes, index);
    int to = space.take(bytes);
    if (to == ExtentBoundaryTag.NO_EXTENT) {
      return ReallocOutcome.FAILED;
    }
    if (staysLong) {
      int identity = isAligned ? LongBlockHeader.identity(heap, extent) : index;
      large.occupyLong(to, bytes, identity, owner);
    } else {
      large.occupy(to, bytes, index);
    }
    int from = large.payload(heap, entry);
    int target = large.payload(heap, table.entry(index));
    int kept = Math.min(extent + extents.bytes(word) - from, to + bytes - target);
    heap.copy(from, target, kept);
    // the header again: taking the new extent may have told this one what lies before it
    space.release(extent, ExtentBoundaryTag.word(heap, extent));
    return ReallocOutcome.COPIED;
  }
}
