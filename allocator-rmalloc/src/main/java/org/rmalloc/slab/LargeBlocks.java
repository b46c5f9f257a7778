// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Blocks with an extent and a table entry of their own, and their locks. */
final class LargeBlocks {
  private final Extents extents;
  private final Heap heap;
  private final ExtentGeometry geometry;
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
    if (extent == ExtentHeader.NO_EXTENT) {
      return HandleTable.NO_INDEX;
    }
    table.take();
    occupy(extent, bytes, index);
    return index;
  }

  /** Writes header and entry of a block. */
  void occupy(int extent, int bytes, int index) {
    if (isShort(bytes, index)) {
      int word = ExtentHeader.compact(ExtentHeader.SHORT, bytes, geometry.unitShift, index);
      ExtentHeader.setWord(heap, extent, word);
      table.set(index, extent, HandleTable.PLAIN);
    } else {
      occupyLong(extent, bytes, index, 0);
    }
  }

  /** Writes header and entry of a block with a long header. */
  void occupyLong(int extent, int bytes, int index, int owner) {
    int word = ExtentHeader.wide(ExtentHeader.LONG, bytes, geometry.unitShift);
    ExtentHeader.setWord(heap, extent, word);
    heap.putInt(extent + ExtentHeader.LONG_INDEX, index);
    heap.putInt(extent + ExtentHeader.LONG_OWNER, owner);
    table.set(index, extent, HandleTable.SPECIAL);
  }

  void free(int index) {
    int extent = table.extent(index);
    int word = ExtentHeader.word(heap, extent);
    extents.space.release(extent, word);
    table.release(index);
  }

  int lock(int index) {
    extents.noteMayBeLocked(true);
    int entry = table.entry(index);
    int extent = HandleTable.extentOf(entry);
    if (HandleTable.tag(entry) != HandleTable.PLAIN) {
      return lockLong(extent);
    }
    int word = ExtentHeader.word(heap, extent);
    boolean isFirst = (word & ExtentHeader.LOCKED) == 0;
    ExtentHeader.setWord(heap, extent, isFirst ? lockedOnce(word) : word + ExtentHeader.ONE_DETAIL);
    return extent + ExtentGeometry.SHORT_HEADER_BYTES;
  }

  void unlock(int index) {
    int entry = table.entry(index);
    int extent = HandleTable.extentOf(entry);
    if (HandleTable.tag(entry) != HandleTable.PLAIN) {
      unlockLong(extent, index);
      return;
    }
    int word = ExtentHeader.word(heap, extent);
    boolean isLast = ExtentHeader.detail(word) == 1;
    ExtentHeader.setWord(
        heap, extent, isLast ? unlocked(word, index) : word - ExtentHeader.ONE_DETAIL);
  }

  private int lockLong(int extent) {
    int word = ExtentHeader.word(heap, extent);
    int depthAt = extent + ExtentHeader.LONG_INDEX;
    boolean isFirst = (word & ExtentHeader.LOCKED) == 0;
    if (isFirst) {
      ExtentHeader.setWord(heap, extent, word | ExtentHeader.LOCKED);
    }
    heap.putInt(depthAt, isFirst ? 1 : heap.getInt(depthAt) + 1);
    return extent + geometry.longHeaderBytes;
  }

  private void unlockLong(int extent, int index) {
    int depthAt = extent + ExtentHeader.LONG_INDEX;
    int depth = heap.getInt(depthAt) - 1;
    heap.putInt(depthAt, depth > 0 ? depth : index);
    if (depth == 0) {
      int word = ExtentHeader.word(heap, extent);
      ExtentHeader.setWord(heap, extent, word & ~ExtentHeader.LOCKED);
    }
  }

  /** Address of a block's payload. */
  int address(int index) {
    int entry = table.entry(index);
    return HandleTable.extentOf(entry) + headerBytes(entry);
  }

  /** Bytes in front of the payload of the block that a table entry names. */
  int headerBytes(int entry) {
    return HandleTable.tag(entry) == HandleTable.PLAIN
        ? ExtentGeometry.SHORT_HEADER_BYTES
        : geometry.longHeaderBytes;
  }

  /** Notifies the listener of a block placed. */
  void notifyPlaced(long handle, int index, long sizeBytes) {
    int entry = table.entry(extents.probe, index);
    int extent = HandleTable.extentOf(entry);
    int bytes = extents.bytes(ExtentHeader.word(extents.probe, extent));
    listener.placed(handle, extent + headerBytes(entry), sizeBytes, extent, extent + bytes);
  }

  private boolean isShort(int bytes, int index) {
    return bytes <= geometry.maximumShortBytes && index < ExtentHeader.INDEX_LIMIT;
  }

  private static int lockedOnce(int word) {
    return ExtentHeader.withDetail(word | ExtentHeader.LOCKED, 1);
  }

  private static int unlocked(int word, int index) {
    return ExtentHeader.withDetail(word & ~ExtentHeader.LOCKED, index);
  }
}
