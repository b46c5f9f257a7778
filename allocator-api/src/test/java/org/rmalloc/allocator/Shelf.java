// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * An allocator to test with: four slots of 16 bytes, each with a header byte that says whether it
 * is used.
 */
final class Shelf extends PinnedAllocator {
  static final int SLOT = 16;

  private final Heap heap;

  Shelf(PlacementListener listener) {
    super(SLOT - 1, listener);
    heap = new PlainHeap(4 * SLOT);
    notifyReserved(0, 0);
  }

  Shelf() {
    this(PlacementListener.NONE);
  }

  Heap heap() {
    return heap;
  }

  @Override
  protected int allocate(int sizeBytes) {
    for (int slot = 0; slot < heap.capacity(); slot += SLOT) {
      if (heap.getByte(slot) == 0) {
        heap.putByte(slot, 1);
        return slot + 1;
      }
    }
    return NO_ADDRESS;
  }

  /** Moves a block with every resize, where it may. */
  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    return mayMove ? copy(heap, address, SLOT - 1, sizeBytes) : address;
  }

  @Override
  protected void release(int address) {
    heap.putByte(address - 1, 0);
  }

  @Override
  protected int extentFrom(int address) {
    return address - 1;
  }

  @Override
  protected int extentTo(int address) {
    return address - 1 + SLOT;
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    for (int slot = 0; slot < heap.capacity(); slot += SLOT) {
      visitBlock(visitor, slot, slot + 1, slot + SLOT, heap.getByte(slot) != 0);
    }
  }

  @Override
  public long largestFree() {
    return SLOT - 1;
  }

  @Override
  public long footprint() {
    return heap.capacity();
  }
}
