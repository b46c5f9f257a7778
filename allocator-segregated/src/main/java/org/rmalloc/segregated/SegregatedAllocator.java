package org.rmalloc.segregated;

import static org.rmalloc.segregated.StorageBlock.HEADER_BYTES;
import static org.rmalloc.segregated.StorageBlock.LEAST_ORDER;
import static org.rmalloc.segregated.StorageBlock.MOST_ORDER;
import static org.rmalloc.segregated.StorageBlock.NIL;
import static org.rmalloc.segregated.StorageBlock.ORIGIN;

import java.util.Optional;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Simple segregated storage: a list of free blocks for each power of two, never split, never
 * joined, never given back.
 *
 * <p>Source: Wilson, Johnstone, Neely and Boles, "Dynamic Storage Allocation: A Survey and Critical
 * Review", IWMM 1995; the best known is Kingsley's malloc of 4.2BSD. Deviations: storage is claimed
 * for one block, not by the page; when a list is empty and the heap used up, a free block of the
 * next larger size that there is serves the request, whole, so that what can be had is all up to
 * {@link #largestFree}; a block that shrinks stays where it is.
 *
 * <p>Invariants: (I1) the free blocks are those in the lists; (I2) a list's blocks have its order;
 * (I3) block sizes sum to the break less the origin.
 *
 * <p>Everything is O(1), once the heap is used up O(log heap), but for the copy of a resize that
 * grows. Not thread-safe.
 */
final class SegregatedAllocator extends PinnedAllocator {
  private final Heap heap;
  private final Heap heads;
  private final Heap uncounted;
  private final Heap uncountedHeads;
  private int breakAt = ORIGIN;

  SegregatedAllocator(Heap heap, Optional<PlacementListener> listener) {
    super(Math.min(heap.capacity() - ORIGIN, 1 << MOST_ORDER) - HEADER_BYTES, listener);
    this.heap = heap;
    this.heads = heap.newRegion(StorageBlock.ROOT_BYTES);
    this.uncounted = heap.uncounted();
    this.uncountedHeads = heads.uncounted();
    tellReserved(0, ORIGIN);
  }

  @Override
  protected int allocate(int sizeBytes) {
    int order = StorageBlock.orderFor(sizeBytes);
    int block = pop(order);
    if (block == NIL) {
      block = raiseBreak(order);
    }
    for (int larger = order + 1; block == NIL && larger <= MOST_ORDER; larger++) {
      block = pop(larger);
    }
    return block == NIL ? NONE : block + HEADER_BYTES;
  }

  @Override
  protected void release(int address) {
    int block = address - HEADER_BYTES;
    int order = StorageBlock.orderOf(StorageBlock.header(heap, block));
    int head = StorageBlock.head(order);
    StorageBlock.setFree(heap, block, order, heads.getInt(head));
    heads.putInt(head, block);
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int order = StorageBlock.orderOf(StorageBlock.header(heap, address - HEADER_BYTES));
    if (StorageBlock.orderFor(sizeBytes) <= order) {
      return address;
    }
    return mayMove ? copy(address, sizeBytes, (1 << order) - HEADER_BYTES) : NONE;
  }

  @Override
  public long largestFree() {
    for (int order = MOST_ORDER; order >= LEAST_ORDER; order--) {
      if (fitsAtBreak(order) || uncountedHeads.getInt(StorageBlock.head(order)) != NIL) {
        return (1L << order) - HEADER_BYTES;
      }
    }
    return -1;
  }

  @Override
  public long footprint() {
    return breakAt;
  }

  @Override
  public long rootBytes() {
    return StorageBlock.ROOT_BYTES;
  }

  @Override
  protected int extentFrom(int address) {
    return address - HEADER_BYTES;
  }

  @Override
  protected int extentTo(int address) {
    int block = address - HEADER_BYTES;
    return block + (1 << StorageBlock.orderOf(StorageBlock.header(uncounted, block)));
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    visitor.overhead(0, ORIGIN);
    for (int block = ORIGIN; block < breakAt; ) {
      int header = StorageBlock.header(uncounted, block);
      int end = block + (1 << StorageBlock.orderOf(header));
      if (StorageBlock.isUsed(header)) {
        visitor.overhead(block, block + HEADER_BYTES);
        visitor.used(block + HEADER_BYTES, end, 0, 0);
      } else {
        visitor.free(block, end);
      }
      block = end;
    }
    visitor.free(breakAt, heap.capacity());
  }

  private int pop(int order) {
    int head = StorageBlock.head(order);
    int block = heads.getInt(head);
    if (block != NIL) {
      heads.putInt(head, heap.getInt(block + StorageBlock.NEXT));
      StorageBlock.setUsed(heap, block, order);
    }
    return block;
  }

  private int raiseBreak(int order) {
    if (!fitsAtBreak(order)) {
      return NIL;
    }
    int block = breakAt;
    breakAt += 1 << order;
    StorageBlock.setUsed(heap, block, order);
    return block;
  }

  private boolean fitsAtBreak(int order) {
    return 1 << order <= heap.capacity() - breakAt;
  }

  private int copy(int address, int sizeBytes, int usableBytes) {
    int target = allocate(sizeBytes);
    if (target != NONE) {
      heap.copy(address, target, usableBytes);
      release(address);
    }
    return target;
  }
}
