// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.ReallocOutcome;

/**
 * The oracle: a request is satisfied exactly when the live bytes and it fit into the heap, as if
 * blocks had no metadata and no padding and were moved together at no cost before every request. No
 * allocator does with less, so its smallest heap is the peak of live bytes.
 *
 * <p>A bound for allocators that may move blocks: one whose blocks stay where they are placed needs
 * more in the worst case however clever it is (Robson, "Bounds for Some Functions Concerning
 * Dynamic Storage Allocation", JACM 21(3), 1974). It overlooks locks too: a locked block is no
 * obstacle.
 *
 * <p>It has no addresses: it never touches the heap, of which only the capacity matters, and costs
 * nothing. What it knows, the sizes of its blocks, lies outside of the heap by nature, since any
 * byte of it in there would be metadata; this is the one allocator that is free to do so. Its walk
 * shows the live blocks as a compaction would leave them, side by side in order of their handles,
 * but that is a picture of how much there is, not of where.
 *
 * <p>All operations O(1) but the walk, O(blocks). Not thread-safe.
 */
final class OptimalAllocator implements Allocator {
  private static final long NO_ADDRESS = -1;
  private static final int NO_SLOT = 0;

  private final long capacity;
  private long liveBytes;
  private long[] sizes = new long[64]; // by handle: a live block's size, or ~(next vacant slot)
  private byte[] locks = new byte[64]; // by handle: a live block's lock depth
  private int vacant = NO_SLOT;
  private int slots = 1; // slot 0 is no handle

  OptimalAllocator(long capacity) {
    this.capacity = capacity;
  }

  @Override
  public long malloc(long sizeBytes) {
    if (sizeBytes > capacity - liveBytes) {
      return 0;
    }
    int slot = takeSlot();
    sizes[slot] = sizeBytes;
    locks[slot] = 0;
    liveBytes += sizeBytes;
    return slot;
  }

  /** Takes no more than an unaligned block: a bound for aligned ones, too. */
  @Override
  public long malloc(long sizeBytes, int alignment) {
    return malloc(sizeBytes);
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    long oldBytes = sizes[(int) handle];
    if (sizeBytes - oldBytes > capacity - liveBytes) {
      return ReallocOutcome.FAILED;
    }
    sizes[(int) handle] = sizeBytes;
    liveBytes += sizeBytes - oldBytes;
    return ReallocOutcome.IN_PLACE;
  }

  @Override
  public void free(long handle) {
    int slot = (int) handle;
    liveBytes -= sizes[slot];
    sizes[slot] = ~vacant;
    vacant = slot;
  }

  /** Locks a block that has no address: −1. */
  @Override
  public long lock(long handle) {
    locks[(int) handle]++;
    return NO_ADDRESS;
  }

  @Override
  public void unlock(long handle) {
    locks[(int) handle]--;
  }

  /** There is no address: −1. */
  @Override
  public long weakLock(long handle) {
    return NO_ADDRESS;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    long position = 0;
    for (int slot = 1; slot < slots; slot++) {
      if (sizes[slot] > 0) {
        visitor.used(position, position + sizes[slot], slot, locks[slot]);
        position += sizes[slot];
      }
    }
    if (position < capacity) {
      visitor.free(position, capacity);
    }
  }

  @Override
  public long largestFree() {
    return capacity - liveBytes;
  }

  @Override
  public long footprint() {
    return liveBytes;
  }

  private int takeSlot() {
    if (vacant == NO_SLOT) {
      return nextSlot();
    }
    int slot = vacant;
    vacant = (int) ~sizes[slot];
    return slot;
  }

  private int nextSlot() {
    if (slots == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * slots);
      locks = Arrays.copyOf(locks, 2 * slots);
    }
    return slots++;
  }
}
