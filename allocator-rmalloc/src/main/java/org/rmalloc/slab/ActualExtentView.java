// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/** The heap as it is; an extent is named by its address. Loads of headers are counted. */
final class ActualExtentView implements CompactionExtentView {
  private final Extents extents;
  private final Heap heap;
  private final FreeSpace space;
  private final HandleTable table;
  private final ExtentSizeCalculator geometry;

  ActualExtentView(Extents extents) {
    this.extents = extents;
    this.heap = extents.heap;
    this.space = extents.space;
    this.table = extents.table;
    this.geometry = extents.geometry;
  }

  @Override
  public ExtentSizeCalculator geometry() {
    return geometry;
  }

  @Override
  public int first() {
    return geometry.firstExtent;
  }

  @Override
  public int end() {
    return space.end();
  }

  @Override
  public int word(int extent) {
    return ExtentBoundaryTag.word(heap, extent);
  }

  @Override
  public int next(int extent, int word) {
    return extent + bytes(word);
  }

  /** Exact once {@link OutOfMemoryCompactor} has looked for locks. */
  @Override
  public boolean hasPinned() {
    return extents.mayBeLocked();
  }

  @Override
  public int bestFit(int bytes) {
    return space.bestFit(bytes);
  }

  @Override
  public int claimableBytes() {
    return space.claimableBytes();
  }

  @Override
  public int entryBytes() {
    return table.mustGrow() ? HandleTable.ENTRY_BYTES : 0;
  }

  @Override
  public boolean lacksEntry() {
    return table.nextIndex() == HandleTable.NO_INDEX;
  }

  @Override
  public int nextIndex() {
    int index = table.nextIndex();
    return index == HandleTable.NO_INDEX ? table.count() : index;
  }
}
