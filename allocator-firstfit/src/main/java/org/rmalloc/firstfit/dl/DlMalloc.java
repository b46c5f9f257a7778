// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * The algorithm of Doug Lea's malloc 2.8.6 for 4-byte words, in an arena that grows contiguously.
 *
 * <p>Best fit, with exceptions that favour locality. A small request (up to 244 bytes) takes a
 * block of its very size; else it is carved from the {@linkplain DesignatedVictim designated
 * victim}; else from the smallest block that fits, whose rest becomes the victim. A large request
 * takes the best fit of the {@linkplain TreeBins trees} and the victim. What is left is taken from
 * the {@linkplain TopBlock top}, for which the arena is claimed step by step. A freed block is
 * coalesced with its free neighbours at once.
 *
 * <p>Source: D. Lea, "A Memory Allocator" (1996, 2000), and the behaviour of {@code malloc.c} 2.8.6
 * (2012, public domain), compiled without mmap. Deviations, none of which moves a block or the
 * break: see {@link SmallBins} and {@link TreeBins}; a request that the arena cannot satisfy leaves
 * no trace (C then stops extending its segment exactly, and asks for more than it needs from then
 * on); memory is given back only on request ({@link DlMallocProvider#TRIM_THRESHOLD}).
 *
 * <p>malloc, free and resizing in place are O(1) but for the trees, which take at most 32 steps;
 * {@link #largestFree} is the same.
 */
final class DlMalloc extends PinnedAllocator {
  private final Heap heap;
  private final Heap uncounted;
  private final FreeSpace free;
  private final InPlaceResize inPlace;
  private final long trimThreshold;

  /**
   * An allocator that claims {@code heap}, which starts {@code start} bytes behind a page's
   * boundary, in steps of {@code granularity} bytes, a power of 2, and gives memory back when a
   * free makes the top larger than {@code trimThreshold} bytes.
   */
  DlMalloc(Heap heap, int granularity, int start, long trimThreshold, PlacementListener listener) {
    super(heap.capacity(), listener);
    this.heap = heap;
    this.trimThreshold = trimThreshold;
    uncounted = heap.uncounted();
    free = new FreeSpace(heap, granularity, start);
    inPlace = new InPlaceResize(heap, free);
  }

  FreeSpace free() {
    return free;
  }

  @Override
  protected int allocate(int sizeBytes) {
    int block = take(BlockSize.of(sizeBytes));
    return block == BlockHeader.NO_BLOCK ? NO_ADDRESS : BlockHeader.payload(block);
  }

  /**
   * As C's {@code memalign}: allocates a block in which an aligned one lies with room for a free
   * block in front of it, then cuts off both ends. All payloads are aligned to {@link
   * BlockSize#ALIGNMENT} anyway.
   */
  @Override
  protected int allocate(int sizeBytes, int alignment) {
    if (alignment <= BlockSize.ALIGNMENT) {
      return allocate(sizeBytes);
    }
    int size = BlockSize.of(sizeBytes);
    long room = (long) size + alignment + BlockSize.MIN_BYTES - BlockSize.OVERHEAD;
    if (room > heap.capacity()) {
      return NO_ADDRESS;
    }
    int block = take(BlockSize.of((int) room));
    return block == BlockHeader.NO_BLOCK
        ? NO_ADDRESS
        : BlockHeader.payload(inPlace.align(block, size, alignment));
  }

  /** A block in use, of what is free or has to be claimed; {@link BlockHeader#NO_BLOCK} if none. */
  private int take(int size) {
    int block = free.take(heap, size);
    return block == BlockHeader.NO_BLOCK ? claim(size) : block;
  }

  private int claim(int size) {
    TopBlock top = free.top();
    boolean first = top.end() == 0;
    if (!top.grow(heap, size)) {
      return BlockHeader.NO_BLOCK;
    }
    if (first) {
      notifyReserved(0, BlockHeader.FIRST_BLOCK);
    }
    return top.take(heap, size);
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int block = BlockHeader.blockOf(address);
    if (inPlace.resize(block, BlockSize.of(sizeBytes))) {
      return address;
    }
    // in place failed, so the block was smaller: all of it is kept
    return mayMove
        ? copy(heap, address, BlockSize.usable(BlockHeader.size(heap, block)), sizeBytes)
        : NO_ADDRESS;
  }

  @Override
  protected void release(int address) {
    boolean topGrew = free.release(heap, BlockHeader.blockOf(address));
    if (topGrew && free.top().sizeBytes() > trimThreshold) {
      free.top().trim(heap);
    }
  }

  @Override
  public long largestFree() {
    int largest = free.largestBytes();
    return largest < BlockSize.MIN_BYTES ? -1 : BlockSize.usable(largest);
  }

  @Override
  public long footprint() {
    return free.top().end();
  }

  @Override
  public long rootBytes() {
    return FreeSpace.ROOT_BYTES;
  }

  @Override
  protected int extentFrom(int address) {
    return BlockHeader.blockOf(address);
  }

  @Override
  protected int extentTo(int address) {
    int block = BlockHeader.blockOf(address);
    return block + BlockHeader.size(uncounted, block);
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    int top = free.top().block();
    if (top != BlockHeader.NO_BLOCK) {
      visitor.overhead(0, BlockHeader.FIRST_BLOCK);
      walkBlocks(visitor);
    }
    visitor.free(top, heap.capacity());
  }

  private void walkBlocks(HeapVisitor visitor) {
    int block = BlockHeader.FIRST_BLOCK;
    while (block != free.top().block()) {
      int header = BlockHeader.header(uncounted, block);
      int next = block + BlockHeader.sizeOf(header);
      visitBlock(visitor, block, BlockHeader.payload(block), next, BlockHeader.isUsed(header));
      block = next;
    }
  }
}
