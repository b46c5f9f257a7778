// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/**
 * First fit with a header of 4 bytes, and a compaction that slides every unlocked block down as far
 * as it can. Keeps its blocks in a Java list, for a test to follow by hand. A malloc costs 1 store,
 * everything else but a move 1 load.
 */
final class SlidingToy implements Allocator {
  static final int HEADER_BYTES = 4;

  private final Heap heap;
  private final PlacementListener listener;
  private final List<Block> blocks = new ArrayList<>(); // by address
  private long lastHandle;

  private static final class Block {
    final long handle;
    int from;
    int size;
    int locks;

    Block(long handle, int from, int size) {
      this.handle = handle;
      this.from = from;
      this.size = size;
    }

    int address() {
      return from + HEADER_BYTES;
    }

    int to() {
      return from + HEADER_BYTES + size;
    }
  }

  SlidingToy(Heap heap, PlacementListener listener) {
    this.heap = heap;
    this.listener = listener;
  }

  @Override
  public long malloc(long sizeBytes) {
    int from = 0;
    int index = 0;
    while (index < blocks.size() && blocks.get(index).from - from < sizeBytes + HEADER_BYTES) {
      from = blocks.get(index++).to();
    }
    if (index == blocks.size() && heap.capacity() - from < sizeBytes + HEADER_BYTES) {
      return 0;
    }
    Block block = new Block(++lastHandle, from, (int) sizeBytes);
    heap.putInt(from, block.size);
    blocks.add(index, block);
    notifyPlaced(block);
    return block.handle;
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    Block block = block(handle);
    int index = blocks.indexOf(block);
    int end = index + 1 < blocks.size() ? blocks.get(index + 1).from : heap.capacity();
    if (end - block.from < sizeBytes + HEADER_BYTES) {
      return ReallocOutcome.FAILED;
    }
    block.size = (int) sizeBytes;
    heap.putInt(block.from, block.size);
    listener.freed(handle);
    notifyPlaced(block);
    return ReallocOutcome.IN_PLACE;
  }

  @Override
  public void free(long handle) {
    Block block = block(handle);
    heap.getInt(block.from);
    blocks.remove(block);
    listener.freed(handle);
  }

  @Override
  public long lock(long handle) {
    Block block = block(handle);
    heap.getInt(block.from);
    block.locks++;
    return block.address();
  }

  @Override
  public void unlock(long handle) {
    Block block = block(handle);
    heap.getInt(block.from);
    block.locks--;
  }

  @Override
  public long weakLock(long handle) {
    return block(handle).address();
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    long moved = 0;
    long count = 0;
    int from = 0;
    for (Block block : blocks) {
      if (block.locks == 0 && block.from > from) {
        int length = block.to() - block.from;
        if (!budget.allowsStep(length, moved)) {
          return new CompactionResult(moved, count, count, false);
        }
        heap.copy(block.from, from, length);
        block.from = from;
        listener.moved(block.handle, block.address(), block.from, block.to());
        moved += length;
        count++;
        if (!budget.allowsMore(moved)) {
          return new CompactionResult(moved, count, count, false);
        }
      }
      from = block.to();
    }
    return new CompactionResult(moved, count, count, true);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    int from = 0;
    for (Block block : blocks) {
      if (from < block.from) {
        visitor.free(from, block.from);
      }
      visitor.overhead(block.from, block.address());
      if (block.size > 0) {
        visitor.used(block.address(), block.to(), block.handle, block.locks);
      }
      from = block.to();
    }
    if (from < heap.capacity()) {
      visitor.free(from, heap.capacity());
    }
  }

  @Override
  public long largestFree() {
    return largestGap(false) - HEADER_BYTES < 0 ? -1 : largestGap(false) - HEADER_BYTES;
  }

  @Override
  public long maxmem() {
    int gap = Math.max(largestGap(false), largestGap(true));
    return gap < HEADER_BYTES ? -1 : gap - HEADER_BYTES;
  }

  @Override
  public long footprint() {
    return blocks.isEmpty() ? 0 : blocks.getLast().to();
  }

  /** The largest gap, as it is or as it would be with everything slid down. */
  private int largestGap(boolean slid) {
    int largest = 0;
    int end = 0;
    for (Block block : blocks) {
      boolean slides = slid && block.locks == 0;
      largest = Math.max(largest, slides ? 0 : block.from - end);
      end = slides ? end + block.to() - block.from : block.to();
    }
    return Math.max(largest, heap.capacity() - end);
  }

  private void notifyPlaced(Block block) {
    listener.placed(block.handle, block.from + HEADER_BYTES, block.size, block.from, block.to());
  }

  private Block block(long handle) {
    return blocks.stream()
        .filter(block -> block.handle == handle)
        .min(Comparator.comparingInt(block -> block.from))
        .orElseThrow();
  }
}
