// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.PowerOfTwoHeader.HEADER_BYTES;
import static org.rmalloc.segregated.PowerOfTwoHeader.MAX_ORDER;
import static org.rmalloc.segregated.PowerOfTwoHeader.ORIGIN;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Blocks of powers of two, each with a {@link PowerOfTwoHeader}, one behind the other from the
 * origin to a break; all but how they are found, freed and resized.
 */
abstract class AbstractPowerOfTwoAllocator extends PinnedAllocator {
  final Heap heap;
  final FreeListHeads heads;
  final int limit; // the highest place for the break
  int breakAt; // from the origin
  private final Heap uncounted;

  /** An allocator of blocks of 2^{@code minOrder} bytes or more. */
  AbstractPowerOfTwoAllocator(Heap heap, int minOrder, PlacementListener listener) {
    super(Math.min(heap.capacity() - ORIGIN, 1 << MAX_ORDER) - HEADER_BYTES, listener);
    this.heap = heap;
    this.uncounted = heap.uncounted();
    this.heads = new FreeListHeads(heap, minOrder);
    this.limit = heap.capacity() - ORIGIN;
    notifyReserved(0, ORIGIN);
  }

  /** Whether a block of an order can be placed above the break; then every smaller one can. */
  abstract boolean fitsAtBreak(int order);

  @Override
  protected final int payloadAlignment() {
    return HEADER_BYTES;
  }

  @Override
  public final long largestFree() {
    int order = heads.largestOrder();
    while (order < MAX_ORDER && fitsAtBreak(order + 1)) {
      order++;
    }
    return order < heads.minOrder() ? -1 : (1L << order) - HEADER_BYTES;
  }

  @Override
  public final long footprint() {
    return ORIGIN + (long) breakAt;
  }

  @Override
  public final long rootBytes() {
    return heads.rootBytes();
  }

  @Override
  protected final int extentFrom(int address) {
    return address - HEADER_BYTES;
  }

  @Override
  protected final int extentTo(int address) {
    int block = address - HEADER_BYTES;
    return block + (1 << PowerOfTwoHeader.orderOf(PowerOfTwoHeader.header(uncounted, block)));
  }

  @Override
  protected final void walkByAddress(HeapVisitor visitor) {
    visitor.overhead(0, ORIGIN);
    int block = ORIGIN;
    while (block < footprint()) {
      int header = PowerOfTwoHeader.header(uncounted, block);
      int end = block + (1 << PowerOfTwoHeader.orderOf(header));
      visitBlock(visitor, block, block + HEADER_BYTES, end, PowerOfTwoHeader.isUsed(header));
      block = end;
    }
    visitor.free(block, heap.capacity());
  }

  /** The order of the block whose payload lies at {@code address}. */
  final int orderAt(int address) {
    return PowerOfTwoHeader.orderOf(PowerOfTwoHeader.header(heap, address - HEADER_BYTES));
  }

  /** Copies what a block of an order holds to a new one, and frees it. */
  final int copy(int address, int sizeBytes, int order) {
    return copy(heap, address, (1 << order) - HEADER_BYTES, sizeBytes);
  }
}
