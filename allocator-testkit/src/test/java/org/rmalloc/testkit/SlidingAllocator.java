// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.allocator.TileMergingVisitor;
import org.rmalloc.heap.Heap;

/**
 * A toy that relocates: first fit, compaction by sliding each unlocked block down in turn. It keeps
 * its blocks in a list, outside of the heap; every block takes at least 4 bytes.
 */
class SlidingAllocator implements Allocator {
  final Heap heap;
  final PlacementListener listener;
  private final Map<Long, Block> byHandle = new HashMap<>();
  private List<Block> blocks = new ArrayList<>(); // by address
  private long lastHandle;

  SlidingAllocator(Heap heap, PlacementListener listener) {
    this.heap = heap;
    this.listener = listener;
  }

  @Override
  public long malloc(long sizeBytes) {
    return malloc(sizeBytes, 1);
  }

  @Override
  public long malloc(long sizeBytes, int alignment) {
    long extentBytes = Math.max(4, sizeBytes);
    int from = gap(extentBytes, alignment);
    if (from < 0) {
      return 0;
    }
    Block block = new Block(++lastHandle, from, (int) sizeBytes, alignment);
    byHandle.put(block.handle, block);
    blocks.add(block);
    sort();
    listener.placed(block.handle, from, sizeBytes, from, block.to());
    return block.handle;
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    Block block = byHandle.get(handle);
    int from = block.from;
    if (sizeBytes > block.size) {
      from = block.locks == 0 ? gap(Math.max(4, sizeBytes), block.alignment) : -1;
    }
    if (from < 0) {
      return ReallocOutcome.FAILED;
    }
    int before = block.from;
    heap.copy(before, from, from == before ? 0 : block.size);
    block.from = from;
    block.size = (int) sizeBytes;
    sort();
    listener.freed(handle);
    listener.placed(handle, block.from, sizeBytes, block.from, block.to());
    return from == before ? ReallocOutcome.IN_PLACE : ReallocOutcome.COPIED;
  }

  @Override
  public void free(long handle) {
    blocks.remove(byHandle.remove(handle));
    listener.freed(handle);
  }

  @Override
  public long lock(long handle) {
    byHandle.get(handle).locks++;
    return byHandle.get(handle).from;
  }

  @Override
  public void unlock(long handle) {
    byHandle.get(handle).locks--;
  }

  @Override
  public long weakLock(long handle) {
    return byHandle.get(handle).from;
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    long bytesMoved = 0;
    long blocksMoved = 0;
    int end = 0;
    for (Block block : blocks) {
      int to = target(block, end);
      if (mayMove(block) && block.from > to) {
        if (!budget.allowsStep(block.size, bytesMoved)) {
          return new CompactionResult(bytesMoved, blocksMoved, blocksMoved, false);
        }
        slide(block, to);
        bytesMoved += block.size;
        blocksMoved++;
        if (!budget.allowsMore(bytesMoved)) {
          return new CompactionResult(bytesMoved, blocksMoved, blocksMoved, false);
        }
      }
      end = block.to();
    }
    return new CompactionResult(bytesMoved, blocksMoved, blocksMoved, true);
  }

  private void sort() {
    blocks.sort(Comparator.comparingInt(block -> block.from));
  }

  /** Where a block slides to when all below ends at {@code end}. */
  int target(Block block, int end) {
    return aligned(end, block.alignment);
  }

  boolean mayMove(Block block) {
    return block.locks == 0;
  }

  void slide(Block block, int to) {
    heap.copy(block.from, to, block.size);
    block.from = to;
    listener.moved(block.handle, to, to, block.to());
  }

  @Override
  public void walk(HeapVisitor visitor) {
    TileMergingVisitor coalescing = new TileMergingVisitor(visitor);
    int end = 0;
    for (Block block : blocks) {
      coalescing.free(end, block.from);
      coalescing.used(block.from, block.from + block.size, block.handle, block.locks);
      end = block.to();
      coalescing.overhead(block.from + block.size, end);
    }
    coalescing.free(end, heap.capacity());
    coalescing.finish();
  }

  @Override
  public long largestFree() {
    return asRequest(largestGap(false));
  }

  @Override
  public long maxmem() {
    return asRequest(Math.max(largestGap(false), largestGap(true)));
  }

  @Override
  public long footprint() {
    return blocks.isEmpty() ? 0 : blocks.getLast().to();
  }

  private static long asRequest(int gap) {
    return gap < 4 ? -1 : gap;
  }

  /** The largest gap as it is, or as compaction would leave it. */
  private int largestGap(boolean compacted) {
    int largest = 0;
    int end = 0;
    for (Block block : blocks) {
      int from = compacted && block.locks == 0 ? aligned(end, block.alignment) : block.from;
      largest = Math.max(largest, from - end);
      end = from + block.to() - block.from;
    }
    return Math.max(largest, heap.capacity() - end);
  }

  private int gap(long extentBytes, int alignment) {
    int start = 0;
    for (Block block : blocks) {
      if (block.from - start >= extentBytes) {
        return start;
      }
      start = aligned(block.to(), alignment);
    }
    return heap.capacity() - start >= extentBytes ? start : -1;
  }

  private static int aligned(int address, int alignment) {
    return (address + alignment - 1) & -alignment;
  }

  /** A live block. */
  static final class Block {
    final long handle;
    final int alignment;
    int from;
    int size;
    int locks;

    Block(long handle, int from, int size, int alignment) {
      this.handle = handle;
      this.from = from;
      this.size = size;
      this.alignment = alignment;
    }

    int to() {
      return from + Math.max(4, size);
    }
  }
}
