// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Block header: the block's size in bytes, header included; negative while the block is used. */
class NaiveAllocator extends PinnedAllocator {
  static final int HEADER = 4;

  final Heap heap;
  final Heap quiet;

  NaiveAllocator(Heap heap, PlacementListener listener) {
    super(heap.capacity(), listener);
    this.heap = heap;
    this.quiet = heap.uncounted();
    heap.putInt(0, heap.capacity() & ~3);
  }

  @Override
  protected int allocate(int sizeBytes) {
    int need = blockBytes(sizeBytes);
    for (int block = 0; block < end(); block += Math.abs(heap.getInt(block))) {
      if (heap.getInt(block) >= need) {
        take(block, need);
        return block + HEADER;
      }
    }
    return NO_ADDRESS;
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int block = address - HEADER;
    int old = -heap.getInt(block);
    if (blockBytes(sizeBytes) <= old) {
      return address;
    }
    return mayMove ? copy(heap, address, old - HEADER, sizeBytes) : NO_ADDRESS;
  }

  @Override
  protected void release(int address) {
    int block = address - HEADER;
    heap.putInt(block, -heap.getInt(block));
    coalesce();
  }

  /** Coalesces free neighbours, all over the heap. */
  void coalesce() {
    for (int block = 0; block < end(); block += Math.abs(heap.getInt(block))) {
      int next = block + heap.getInt(block);
      while (heap.getInt(block) > 0 && next < end() && heap.getInt(next) > 0) {
        heap.putInt(block, heap.getInt(block) + heap.getInt(next));
        next = block + heap.getInt(block);
      }
    }
  }

  @Override
  protected int extentFrom(int address) {
    return address - HEADER;
  }

  @Override
  protected int extentTo(int address) {
    return address - HEADER - quiet.getInt(address - HEADER);
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    for (int block = 0; block < end(); block += Math.abs(quiet.getInt(block))) {
      int size = quiet.getInt(block);
      visitBlock(visitor, block, block + HEADER, block + Math.abs(size), size < 0);
    }
    visitor.free(end(), walkEnd());
  }

  @Override
  public long largestFree() {
    int largest = 0;
    for (int block = 0; block < end(); block += Math.abs(quiet.getInt(block))) {
      largest = Math.max(largest, quiet.getInt(block));
    }
    return largest == 0 ? -1 : largest - HEADER;
  }

  @Override
  public long footprint() {
    return heap.capacity();
  }

  void take(int block, int need) {
    int rest = heap.getInt(block) - need;
    if (rest > 0) {
      heap.putInt(block + need, rest);
    }
    heap.putInt(block, -need);
  }

  int walkEnd() {
    return heap.capacity();
  }

  int end() {
    return heap.capacity() & ~3;
  }

  static int blockBytes(int sizeBytes) {
    return HEADER + ((sizeBytes + 3) & ~3);
  }
}
