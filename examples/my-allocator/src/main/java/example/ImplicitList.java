// SPDX-License-Identifier: Apache-2.0
package example;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * First fit over an implicit list: every block begins with a header of 4 bytes, its size and a bit
 * for used, and the next block follows it. Free neighbours become one block when the search passes
 * them. O(blocks) malloc, O(1) free.
 */
final class ImplicitList extends PinnedAllocator {
  private static final int HEADER = 4;
  private static final int GRANULE = 4; // block sizes are multiples of it
  private static final int SMALLEST_BLOCK = 8;

  private final Heap heap;
  private final int capacity;
  private int top; // blocks fill [0, top); nothing above it has been touched

  ImplicitList(Heap heap, PlacementListener listener) {
    super((heap.capacity() & -GRANULE) - HEADER, listener);
    this.heap = heap;
    this.capacity = heap.capacity() & -GRANULE;
  }

  @Override
  protected int allocate(int size) {
    int needed = blockBytes(size);
    int block = 0;
    while (block < top) {
      int end = endOfFree(heap, block);
      if (reach(end) - block >= needed) {
        return take(block, end, needed);
      }
      block = end == block ? block + sizeOf(heap, block) : end;
    }
    return capacity - top >= needed ? take(top, top, needed) : NO_ADDRESS;
  }

  @Override
  protected int resize(int address, int size, boolean mayMove) {
    int block = address - HEADER;
    int usable = sizeOf(heap, block) - HEADER;
    if (size <= usable) {
      return address;
    }
    int needed = blockBytes(size);
    int end = endOfFree(heap, address + usable);
    if (reach(end) - block >= needed) {
      return take(block, end, needed);
    }
    return mayMove ? copy(heap, address, usable, size) : NO_ADDRESS;
  }

  @Override
  protected void release(int address) {
    int block = address - HEADER;
    setHeader(block, sizeOf(heap, block), false);
  }

  @Override
  public long largestFree() {
    int largest = capacity - top;
    int block = 0;
    while (block < top) {
      int end = endOfFree(heap.uncounted(), block);
      if (end == block) {
        block += sizeOf(heap.uncounted(), block);
      } else {
        largest = Math.max(largest, reach(end) - block);
        block = end;
      }
    }
    return largest < SMALLEST_BLOCK ? -1 : largest - HEADER;
  }

  @Override
  public long footprint() {
    return top;
  }

  @Override
  protected int extentFrom(int address) {
    return address - HEADER;
  }

  @Override
  protected int extentTo(int address) {
    return address - HEADER + sizeOf(heap.uncounted(), address - HEADER);
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    int end;
    for (int block = 0; block < top; block = end) {
      end = block + sizeOf(heap.uncounted(), block);
      visitBlock(visitor, block, block + HEADER, end, isUsed(heap.uncounted(), block));
    }
    visitor.free(top, heap.capacity());
  }

  /**
   * Makes a used block at {@code block} of the free bytes up to {@code end}, and returns its
   * payload.
   */
  private int take(int block, int end, int needed) {
    int taken = block + needed;
    if (end - taken >= SMALLEST_BLOCK) {
      setHeader(taken, end - taken, false);
    } else {
      taken = Math.max(taken, end);
    }
    setHeader(block, taken - block, true);
    top = Math.max(top, taken);
    return block + HEADER;
  }

  /** Where the free blocks end that begin at {@code block}: there, if it is used or the top. */
  private int endOfFree(Heap read, int block) {
    int end = block;
    while (end < top && !isUsed(read, end)) {
      end += sizeOf(read, end);
    }
    return end;
  }

  /** What ends at the top goes on to the end of the heap. */
  private int reach(int end) {
    return end == top ? capacity : end;
  }

  private static int blockBytes(int size) {
    return Math.max((size + HEADER + GRANULE - 1) & -GRANULE, SMALLEST_BLOCK);
  }

  private void setHeader(int block, int size, boolean used) {
    heap.putInt(block, size | (used ? 1 : 0));
  }

  private static int sizeOf(Heap read, int block) {
    return read.getInt(block) & ~1;
  }

  private static boolean isUsed(Heap read, int block) {
    return (read.getInt(block) & 1) != 0;
  }
}
