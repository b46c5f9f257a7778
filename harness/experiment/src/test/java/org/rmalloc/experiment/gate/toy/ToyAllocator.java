// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.toy;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * First fit over an implicit list: each block has a header of 4 bytes, its length times 2, odd when
 * it is used. A freed block coalesces with the free ones after it.
 */
final class ToyAllocator extends PinnedAllocator {
  private static final int SPIN = 40;

  private final Heap heap;
  private final String plant;
  private final int header;
  private final int spare; // a block split off has at least so many bytes
  private int breakAt;
  private int growths;
  private int spun;

  ToyAllocator(Heap heap, PlacementListener listener, String plant) {
    super(1 << 20, listener);
    this.heap = heap;
    this.plant = plant;
    header = plant.equals("larger header") ? 8 : 4;
    spare = plant.equals("never splits little") ? 64 : 2 * header;
  }

  private boolean has(String change) {
    return plant.equals(change);
  }

  @Override
  protected int allocate(int sizeBytes) {
    int length = header + (sizeBytes + 3 & ~3);
    if (has("one more load") && sizeBytes > 64) {
      heap.getInt(0);
    }
    if (has("takes longer")) {
      spin();
    }
    int found = NO_ADDRESS;
    for (int block = 0; block < breakAt; ) {
      int word = heap.getInt(block);
      if (has("slower search")) {
        heap.getInt(block);
      }
      if ((word & 1) == 0 && word >> 1 >= length) {
        found = block;
        if (!has("last fit")) {
          break;
        }
      }
      block += word >> 1;
    }
    return found == NO_ADDRESS ? grow(length) : take(found, length);
  }

  private void spin() {
    for (int i = 0; i < SPIN; i++) {
      spun = spun * 31 + i;
    }
  }

  private int grow(int length) {
    int grown = length + (has("one step of 8 bytes") && ++growths == 20 ? 8 : 0);
    if (grown > heap.capacity() - breakAt) {
      return NO_ADDRESS;
    }
    int block = breakAt;
    breakAt += grown;
    heap.putInt(block, grown << 1 | 1);
    return block + header;
  }

  private int take(int block, int length) {
    int found = has("cheaper") ? heap.uncounted().getInt(block) >> 1 : heap.getInt(block) >> 1;
    if (found - length >= spare) {
      heap.putInt(block + length, (found - length) << 1);
      heap.putInt(block, length << 1 | 1);
    } else {
      heap.putInt(block, found << 1 | 1);
    }
    return block + header;
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int usable = (heap.getInt(address - header) >> 1) - header;
    if (sizeBytes <= usable) {
      return address;
    }
    return mayMove ? copy(heap, address, usable, sizeBytes) : NO_ADDRESS;
  }

  @Override
  protected void release(int address) {
    int block = address - header;
    int end = block + (heap.getInt(block) >> 1);
    if (!has("skipped coalesce")) {
      while (end < breakAt && (heap.getInt(end) & 1) == 0) {
        end += heap.getInt(end) >> 1;
      }
    }
    if (end == breakAt) {
      breakAt = block;
    } else {
      heap.putInt(block, (end - block) << 1);
    }
  }

  @Override
  protected int extentFrom(int address) {
    return address - header;
  }

  @Override
  protected int extentTo(int address) {
    return address - header + (heap.uncounted().getInt(address - header) >> 1);
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    for (int block = 0; block < breakAt; ) {
      int word = heap.uncounted().getInt(block);
      visitBlock(visitor, block, block + header, block + (word >> 1), (word & 1) == 1);
      block += word >> 1;
    }
    visitor.free(breakAt, heap.capacity());
  }

  @Override
  public long largestFree() {
    int largest = heap.capacity() - breakAt;
    for (int block = 0; block < breakAt; ) {
      int word = heap.uncounted().getInt(block);
      if ((word & 1) == 0) {
        largest = Math.max(largest, word >> 1);
      }
      block += word >> 1;
    }
    return Math.max(-1, (largest & ~3) - header);
  }

  @Override
  public long footprint() {
    return breakAt;
  }
}
