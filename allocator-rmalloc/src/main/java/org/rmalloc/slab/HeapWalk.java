// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.Arrays;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.TileMergingVisitor;
import org.rmalloc.heap.Heap;

/** Shows a heap's tiles by address. Counts nothing, changes nothing. */
final class HeapWalk {
  private final Extents extents;
  private final SizeClasses classes;
  private final Slabs slabs;
  private final Heap probe;
  private final long[] locked; // address and index of each locked large block, by address

  HeapWalk(Rmalloc2 allocator) {
    extents = allocator.extents;
    classes = allocator.classes;
    slabs = allocator.slabs;
    probe = extents.probe;
    locked = extents.mayBeLocked() ? lockedBlocks() : new long[0];
  }

  void run(HeapVisitor visitor) {
    TileMergingVisitor coalescing = new TileMergingVisitor(visitor);
    int at = extents.geometry.firstExtent;
    coalescing.overhead(0, at);
    while (at < extents.space.end()) {
      int word = ExtentBoundaryTag.word(probe, at);
      int next = at + extents.bytes(word);
      show(at, next, word, coalescing);
      at = next;
    }
    coalescing.free(at, extents.space.limit());
    coalescing.overhead(extents.space.limit(), probe.capacity());
    coalescing.finish();
  }

  private void show(int from, int to, int word, HeapVisitor visitor) {
    if (ExtentBoundaryTag.isFree(word)) {
      visitor.free(from, to);
    } else if (ExtentBoundaryTag.isSlab(word)) {
      showSlab(from, to, visitor);
    } else {
      showBlock(from, to, word, visitor);
    }
  }

  private void showBlock(int from, int to, int word, HeapVisitor visitor) {
    boolean isLong = ExtentBoundaryTag.isLong(word);
    boolean isLocked = ExtentBoundaryTag.isPinned(word);
    int identity = isLong ? LongBlockHeader.identity(probe, from) : 0;
    int detail = isLong ? LongBlockHeader.index(identity) : ExtentBoundaryTag.detail(word);
    int index = isLocked ? indexOfLocked(from) : detail;
    int payload =
        isLong
            ? extents.geometry.longPayload(from, LongBlockHeader.log2Alignment(identity))
            : from + ExtentSizeCalculator.SHORT_HEADER_BYTES;
    visitor.overhead(from, payload);
    visitor.used(payload, to, handle(from, isLong, index), isLocked ? detail : 0);
  }

  private long handle(int extent, boolean isLong, int index) {
    int owner = isLong ? LongBlockHeader.owner(probe, extent) : 0;
    return owner == 0 ? BlockHandle.large(index) : slabs.ownerHandle(owner);
  }

  private void showSlab(int slab, int end, HeapVisitor visitor) {
    int state = SlabHeader.state(probe, slab);
    int sizeClass = SlabHeader.sizeClass(probe, slab);
    int index = SlabHeader.index(probe, slab);
    int slotBytes = classes.slotBytes(sizeClass);
    int[] slotsByPlace = SlabSlotPlaceMap.slotsByPlace(probe, slab, state, slotBytes);
    visitor.overhead(slab, slab + SlabHeader.BYTES);
    for (int place = 0; place < slotsByPlace.length; place++) {
      int from = SlabHeader.slotAddress(slab, place, slotBytes);
      int slot = slotsByPlace[place];
      if (slot == SlabSlotPlaceMap.FREE) {
        visitor.free(from, from + slotBytes);
        continue;
      }
      if (slabs.access().isForward(probe, slab, state, place, sizeClass)) {
        visitor.overhead(from, from + slotBytes);
      } else {
        long handle = BlockHandle.slot(index, slot, sizeClass);
        showSlot(slab, state, place, handle, visitor);
      }
    }
    visitor.overhead(SlabHeader.slotAddress(slab, slotsByPlace.length, slotBytes), end);
  }

  private void showSlot(int slab, int state, int place, long handle, HeapVisitor visitor) {
    SlabSlotLocksAndAddresses access = slabs.access();
    int sizeClass = BlockHandle.sizeClass(handle);
    int from = access.addressOf(slab, place, sizeClass);
    int payload = access.payload(probe, slab, state, place, sizeClass);
    int end = payload + access.payloadBytes(probe, slab, state, place, sizeClass);
    int depth = access.lockDepth(probe, slab, state, place, sizeClass);
    visitor.overhead(from, payload);
    visitor.used(payload, end, handle, depth);
    visitor.overhead(end, from + classes.slotBytes(sizeClass));
  }

  private int indexOfLocked(int extent) {
    int at = Arrays.binarySearch(locked, (long) extent << Integer.SIZE);
    return (int) locked[at < 0 ? ~at : at];
  }

  private long[] lockedBlocks() {
    long[] found = new long[extents.table.count()];
    int count = 0;
    for (int index = 0; index < extents.table.count(); index++) {
      int entry = extents.table.entry(probe, index);
      int extent = HandleTable.extentOf(entry);
      if (HandleTable.tag(entry) != HandleTable.FREE && isLockedBlock(extent, index)) {
        found[count++] = (long) extent << Integer.SIZE | index;
      }
    }
    long[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private boolean isLockedBlock(int extent, int index) {
    if (extents.table.isSpare(index)) {
      return false;
    }
    int word = ExtentBoundaryTag.word(probe, extent);
    return !ExtentBoundaryTag.isSlab(word) && ExtentBoundaryTag.isPinned(word);
  }
}
