package org.rmalloc.segregated;

import static org.rmalloc.segregated.OrderWord.HEADER_BYTES;
import static org.rmalloc.segregated.OrderWord.MOST_ORDER;
import static org.rmalloc.segregated.OrderWord.NO_BLOCK;
import static org.rmalloc.segregated.OrderWord.ORIGIN;
import static org.rmalloc.segregated.StorageBlock.LEAST_ORDER;

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
final class SegregatedAllocator extends PowerOfTwoAllocator {
  private final Heap heads;
  private final Heap uncountedHeads;
  private int breakAt = ORIGIN;

  SegregatedAllocator(Heap heap, PlacementListener listener) {
    super(heap, StorageBlock.ROOT_BYTES, listener);
    this.heads = heap.newRegion(StorageBlock.ROOT_BYTES);
    this.uncountedHeads = heads.uncounted();
  }

  @Override
  protected int allocate(int sizeBytes) {
    int order = StorageBlock.orderFor(sizeBytes);
    int block = pop(order);
    if (block == NO_BLOCK) {
      block = raiseBreak(order);
    }
    for (int larger = order + 1; block == NO_BLOCK && larger <= MOST_ORDER; larger++) {
      block = pop(larger);
    }
    return block == NO_BLOCK ? NO_ADDRESS : block + HEADER_BYTES;
  }

  @Override
  protected void release(int address) {
    int block = address - HEADER_BYTES;
    int order = OrderWord.orderOf(OrderWord.header(heap, block));
    int head = StorageBlock.head(order);
    OrderWord.setFree(heap, block, order);
    heap.putInt(block + OrderWord.NEXT, heads.getInt(head));
    heads.putInt(head, block);
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int order = OrderWord.orderOf(OrderWord.header(heap, address - HEADER_BYTES));
    if (StorageBlock.orderFor(sizeBytes) <= order) {
      return address;
    }
    return mayMove ? copy(address, sizeBytes, order) : NO_ADDRESS;
  }

  @Override
  public long largestFree() {
    for (int order = MOST_ORDER; order >= LEAST_ORDER; order--) {
      if (fitsAtBreak(order) || uncountedHeads.getInt(StorageBlock.head(order)) != NO_BLOCK) {
        return (1L << order) - HEADER_BYTES;
      }
    }
    return -1;
  }

  @Override
  public long footprint() {
    return breakAt;
  }

  private int pop(int order) {
    int head = StorageBlock.head(order);
    int block = heads.getInt(head);
    if (block != NO_BLOCK) {
      heads.putInt(head, heap.getInt(block + OrderWord.NEXT));
      OrderWord.setUsed(heap, block, order);
    }
    return block;
  }

  private int raiseBreak(int order) {
    if (!fitsAtBreak(order)) {
      return NO_BLOCK;
    }
    int block = breakAt;
    breakAt += 1 << order;
    OrderWord.setUsed(heap, block, order);
    return block;
  }

  private boolean fitsAtBreak(int order) {
    return 1 << order <= heap.capacity() - breakAt;
  }
}
