// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Blocks with an extent and a table entry of their own, and their locks. */
final class LargeBlocks {
  private final Extents extents;
  private final Heap heap;
  private final ExtentSizeCalculator geometry;
  private final HandleTable table;
  private final PlacementListener listener; // NONE when timing

  LargeBlocks(Extents extents) {
    this.extents = extents;
    this.heap = extents.heap;
    this.geometry = extents.geometry;
    this.table = extents.table;
    this.listener = extents.listener;
  }

  /**
   * Places a block.
   *
   * @return its table index, or {@link HandleTable#NO_INDEX} with nothing changed
   */
  int allocate(int sizeBytes) {
    int index = table.nextIndex();
    if (index == HandleTable.NO_INDEX) {
      return HandleTable.NO_INDEX;
    }
    int bytes = geometry.largeExtentBytes(sizeBytes, index);
    int extent = extents.take(bytes);
    if (extent == ExtentBoundaryTag.NO_EXTENT) {
      return HandleTable.NO_INDEX;
    }
    table.take();
    occupy(extent, bytes, index);
    return index;
  }

  /**
   * Places a block that is aligned to more than the heap's alignment.
   *
   * @return its table index, or {@link HandleTable#NO_INDEX} with nothing changed
   */
  int allocateAligned(int sizeBytes, int log2Alignment) {
    int index = table.nextIndex();
    int bytes = geometry.longExtentBytes(sizeBytes, log2Alignment);
    int extent = index == HandleTable.NO_INDEX ? ExtentBoundaryTag.NO_EXTENT : extents.take(bytes);
    if (extent == ExtentBoundaryTag.NO_EXTENT) {
      return HandleTable.NO_INDEX;
    }
    table.take();
    occupyLong(extent, bytes, LongBlockHeader.identity(index, log2Alignment), 0);
    return index;
  }

  /** Writes header and entry of a block. */
  void occupy(int extent, int bytes, int index) {
    if (isShort(bytes, index)) {
      int word =
          ExtentBoundaryTag.compact(ExtentBoundaryTag.SHORT, bytes, geometry.unitShift, index);
      ExtentBoundaryTag.setWord(heap, extent, word);
      table.set(index, extent, HandleTable.PLAIN);
    } else {
      occupyLong(extent, bytes, LongBlockHeader.identity(index, 0), 0);
    }
  }

  /** Writes header and entry of a block with a long header. */
  void occupyLong(int extent, int bytes, int identity, int owner) {
    int word = ExtentBoundaryTag.wide(ExtentBoundaryTag.LONG, bytes, geometry.unitShift);
    ExtentBoundaryTag.setWord(heap, extent, word);
    LongBlockHeader.setIdentity(heap, extent, identity);
    LongBlockHeader.setOwner(heap, extent, owner);
    table.set(LongBlockHeader.index(identity), extent, longTag(identity));
  }

  /** The tag of a long block's table entry. */
  static int longTag(int identity) {
    return LongBlockHeader.log2Alignment(identity) == 0 ? HandleTable.SPECIAL : HandleTable.ALIGNED;
  }

  void free(int index) {
    int extent = table.extent(index);
    int word = ExtentBoundaryTag.word(heap, extent);
    if ((word & ExtentBoundaryTag.LOCKED) != 0) {
      extents.noteUnlocked();
    }
    extents.space.release(extent, word);
    table.release(index);
  }

  int lock(int index) {
    int entry = table.entry(index);
    int extent = HandleTable.extentOf(entry);
    if (HandleTable.tag(entry) != HandleTable.PLAIN) {
      return lockLong(extent, HandleTable.tag(entry));
    }
    int word = ExtentBoundaryTag.word(heap, extent);
    boolean isFirst = (word & ExtentBoundaryTag.LOCKED) == 0;
    if (isFirst) {
      extents.noteLocked();
    }
    ExtentBoundaryTag.setWord(
        heap, extent, isFirst ? lockedOnce(word) : word + ExtentBoundaryTag.ONE_DETAIL);
    return extent + ExtentSizeCalculator.SHORT_HEADER_BYTES;
  }

  void unlock(int index) {
    int entry = table.entry(index);
    int extent = HandleTable.extentOf(entry);
    if (HandleTable.tag(entry) != HandleTable.PLAIN) {
      unlockLong(extent, index);
      return;
    }
    int word = ExtentBoundaryTag.word(heap, extent);
    boolean isLast = ExtentBoundaryTag.detail(word) == 1;
    if (isLast) {
      extents.noteUnlocked();
    }
    ExtentBoundaryTag.setWord(
        heap, extent, isLast ? unlocked(word, index) : word - ExtentBoundaryTag.ONE_DETAIL);
  }

  private int lockLong(int extent, int tag) {
    int word = ExtentBoundaryTag.word(heap, extent);
    boolean isFirst = (word & ExtentBoundaryTag.LOCKED) == 0;
    // the alignment is all that a first lock has to keep
    boolean keeps = !isFirst || tag == HandleTable.ALIGNED;
    int identity = keeps ? LongBlockHeader.identity(heap, extent) : 0;
    if (isFirst) {
      extents.noteLocked();
      ExtentBoundaryTag.setWord(heap, extent, word | ExtentBoundaryTag.LOCKED);
    }
    int depth = isFirst ? 1 : LongBlockHeader.index(identity) + 1;
    LongBlockHeader.setIdentity(heap, extent, LongBlockHeader.withIndex(identity, depth));
    return geometry.longPayload(extent, LongBlockHeader.log2Alignment(identity));
  }

  private void unlockLong(int extent, int index) {
    int identity = LongBlockHeader.identity(heap, extent);
    int depth = LongBlockHeader.index(identity) - 1;
    LongBlockHeader.setIdentity(
        heap, extent, LongBlockHeader.withIndex(identity, depth > 0 ? depth : index));
    if (depth == 0) {
      extents.noteUnlocked();
      int word = ExtentBoundaryTag.word(heap, extent);
      ExtentBoundaryTag.setWord(heap, extent, word & ~ExtentBoundaryTag.LOCKED);
    }
  }

  /** Address of a block's payload. */
  int address(int index) {
    return payload(heap, table.entry(index));
  }

  /** Address of the payload of the block that a table entry names. */
  int payload(Heap heap, int entry) {
    int extent = HandleTable.extentOf(entry);
    return switch (HandleTable.tag(entry)) {
      case HandleTable.PLAIN -> extent + ExtentSizeCalculator.SHORT_HEADER_BYTES;
      case HandleTable.ALIGNED -> {
        int identity = LongBlockHeader.identity(heap, extent);
        yield geometry.longPayload(extent, LongBlockHeader.log2Alignment(identity));
      }
      default -> extent + geometry.longHeaderBytes;
    };
  }

  /** Notifies the listener of a block placed. */
  void notifyPlaced(long handle, int index, long sizeBytes) {
    int entry = table.entry(extents.probe, index);
    int extent = HandleTable.extentOf(entry);
    int bytes = extents.bytes(ExtentBoundaryTag.word(extents.probe, extent));
    int payload = payload(extents.probe, entry);
    listener.placed(handle, payload, sizeBytes, extent, extent + bytes);
  }

  private boolean isShort(int bytes, int index) {
    return bytes <= geometry.maximumShortBytes && index < ExtentBoundaryTag.INDEX_LIMIT;
  }

  private static int lockedOnce(int word) {
    return ExtentBoundaryTag.withDetail(word | ExtentBoundaryTag.LOCKED, 1);
  }

  private static int unlocked(int word, int index) {
    return ExtentBoundaryTag.withDetail(word & ~ExtentBoundaryTag.LOCKED, index);
  }
}
