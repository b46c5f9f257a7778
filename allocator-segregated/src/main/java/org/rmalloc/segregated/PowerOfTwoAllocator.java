package org.rmalloc.segregated;

import static org.rmalloc.segregated.OrderWord.HEADER_BYTES;
import static org.rmalloc.segregated.OrderWord.MOST_ORDER;
import static org.rmalloc.segregated.OrderWord.ORIGIN;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Blocks of powers of two, each with an {@link OrderWord}, one behind the other from the origin to
 * a break; all but how they are found, freed and resized.
 */
abstract class PowerOfTwoAllocator extends PinnedAllocator {
  final Heap heap;
  private final Heap uncounted;
  private final int rootBytes;

  PowerOfTwoAllocator(Heap heap, int rootBytes, PlacementListener listener) {
    super(Math.min(heap.capacity() - ORIGIN, 1 << MOST_ORDER) - HEADER_BYTES, listener);
    this.heap = heap;
    this.uncounted = heap.uncounted();
    this.rootBytes = rootBytes;
    notifyReserved(0, ORIGIN);
  }

  @Override
  public abstract long footprint();

  @Override
  public final long rootBytes() {
    return rootBytes;
  }

  @Override
  protected final int extentFrom(int address) {
    return address - HEADER_BYTES;
  }

  @Override
  protected final int extentTo(int address) {
    int block = address - HEADER_BYTES;
    return block + (1 << OrderWord.orderOf(OrderWord.header(uncounted, block)));
  }

  @Override
  protected final void walkByAddress(HeapVisitor visitor) {
    visitor.overhead(0, ORIGIN);
    int block = ORIGIN;
    while (block < footprint()) {
      int header = OrderWord.header(uncounted, block);
      int end = block + (1 << OrderWord.orderOf(header));
      if (OrderWord.isUsed(header)) {
        visitor.overhead(block, block + HEADER_BYTES);
        visitor.used(block + HEADER_BYTES, end, 0, 0);
      } else {
        visitor.free(block, end);
      }
      block = end;
    }
    visitor.free(block, heap.capacity());
  }

  /** Copies what a block of an order holds to a new one, and frees it. */
  final int copy(int address, int sizeBytes, int order) {
    int target = allocate(sizeBytes);
    if (target != NO_ADDRESS) {
      heap.copy(address, target, (1 << order) - HEADER_BYTES);
      release(address);
    }
    return target;
  }
}
