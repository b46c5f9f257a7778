// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.dl.BlockHeader.isPreviousUsed;
import static org.rmalloc.firstfit.dl.BlockHeader.isUsed;
import static org.rmalloc.firstfit.dl.BlockHeader.sizeOf;

import org.rmalloc.heap.Heap;

/**
 * Everything that is free, and the two operations on it: allocate a block, and release one.
 *
 * <p>A free block is in exactly one place: the bin of its size, the designated victim, or the top.
 * No two free blocks are neighbours.
 */
final class FreeSpace {
  /** Bytes of list heads and tree roots, beside the heap. */
  static final int ROOT_BYTES = SmallBins.ROOT_BYTES + TreeBins.ROOT_BYTES;

  private final SmallBins small;
  private final TreeBins large;
  private final DesignatedVictim victim = new DesignatedVictim();
  private final TopBlock top;

  /** All of a heap, unclaimed. */
  FreeSpace(Heap heap, int granularity, int start) {
    small = new SmallBins(heap.newRegion(SmallBins.ROOT_BYTES));
    large = new TreeBins(heap, heap.newRegion(TreeBins.ROOT_BYTES));
    top = new TopBlock(heap.capacity(), granularity, start);
  }

  SmallBins small() {
    return small;
  }

  TreeBins large() {
    return large;
  }

  DesignatedVictim victim() {
    return victim;
  }

  TopBlock top() {
    return top;
  }

  /** The largest block that {@link #take} or a growth of the top would yield; may be negative. */
  int largestBytes() {
    int binned = large.isEmpty() ? small.largestBytes() : large.largestBytes();
    return Math.max(Math.max(binned, victim.sizeBytes()), top.largestBytes());
  }

  /**
   * Takes a block of at least {@code size} bytes out, in use, splitting what is larger.
   *
   * @return the block; {@link BlockHeader#NO_BLOCK} when nothing claimed fits
   */
  int take(Heap heap, int size) {
    int block = BlockSize.isSmall(size) ? takeSmall(heap, size) : takeLarge(heap, size);
    return block != NO_BLOCK ? block : takeFromVictimOrTop(heap, size);
  }

  /** Takes a free block out of its bin; it is neither the victim nor the top. */
  void unbin(Heap heap, int block, int size) {
    if (BlockSize.isSmall(size)) {
      small.remove(heap, block, size);
    } else {
      large.remove(heap, block, size);
    }
  }

  /**
   * Frees a block that is in use, coalesced with its free neighbours.
   *
   * @return whether it went to the top
   */
  boolean release(Heap heap, int used) {
    int header = BlockHeader.header(heap, used);
    int block = used;
    int size = sizeOf(header);
    int next = used + size;
    int nextHeader = BlockHeader.header(heap, next);
    if (!isPreviousUsed(header)) {
      int previousSize = BlockHeader.previousSize(heap, used);
      block -= previousSize;
      size += previousSize;
      if (block == victim.block()) {
        return growVictim(heap, size, next, nextHeader);
      }
      unbin(heap, block, previousSize);
    }
    return releaseBefore(heap, block, size, next, nextHeader);
  }

  /** The victim's end has moved up to {@code next}. */
  private boolean growVictim(Heap heap, int size, int next, int nextHeader) {
    int block = victim.block();
    if (next == top.block()) {
      victim.clear();
      growTop(heap, block, size);
      return true;
    }
    int coalesced = size;
    if (isUsed(nextHeader)) {
      BlockHeader.setFreeAndFlagNext(heap, block, size);
    } else {
      int nextSize = sizeOf(nextHeader);
      coalesced += nextSize;
      unbin(heap, next, nextSize);
      BlockHeader.setFree(heap, block, coalesced);
    }
    victim.set(block, coalesced);
    return false;
  }

  /** Frees a block whose neighbour before is in use. */
  private boolean releaseBefore(Heap heap, int block, int size, int next, int nextHeader) {
    if (isUsed(nextHeader)) {
      BlockHeader.setFreeAndFlagNext(heap, block, size);
      bin(heap, block, size);
    } else if (next == top.block()) {
      growTop(heap, block, size);
      return true;
    } else if (next == victim.block()) {
      int coalesced = size + victim.sizeBytes();
      victim.set(block, coalesced);
      BlockHeader.setFree(heap, block, coalesced);
    } else {
      coalesceBinned(heap, block, size, next, sizeOf(nextHeader));
    }
    return false;
  }

  private void coalesceBinned(Heap heap, int block, int size, int next, int nextSize) {
    int coalesced = size + nextSize;
    unbin(heap, next, nextSize);
    BlockHeader.setFree(heap, block, coalesced);
    bin(heap, block, coalesced);
  }

  private void growTop(Heap heap, int block, int size) {
    top.set(heap, block, size + top.sizeBytes());
  }

  private int takeSmall(Heap heap, int size) {
    int index = SmallBins.indexOf(size);
    int bins = small.mapFrom(index);
    if ((bins & 0b11) != 0) { // too little would remain for a block
      return takeWhole(heap, index + (~bins & 1));
    }
    if (size <= victim.sizeBytes()) {
      return NO_BLOCK;
    }
    if (bins != 0) {
      return splitSmall(heap, index + Integer.numberOfTrailingZeros(bins), size);
    }
    return large.isEmpty() ? NO_BLOCK : splitSmallest(heap, size);
  }

  private int takeWhole(Heap heap, int index) {
    int block = small.removeFirst(heap, index);
    BlockHeader.setUsedAndFlagNext(heap, block, SmallBins.sizeBytes(index));
    return block;
  }

  private int splitSmall(Heap heap, int index, int size) {
    int block = small.removeFirst(heap, index);
    BlockHeader.setUsed(heap, block, size);
    replaceVictim(heap, block + size, SmallBins.sizeBytes(index) - size);
    return block;
  }

  private int splitSmallest(Heap heap, int size) {
    int block = large.smallest(heap);
    int blockBytes = BlockHeader.size(heap, block);
    large.remove(heap, block, blockBytes);
    int rest = blockBytes - size;
    if (rest < BlockSize.MIN_BYTES) {
      BlockHeader.setUsedAndFlagNext(heap, block, blockBytes);
    } else {
      BlockHeader.setUsed(heap, block, size);
      replaceVictim(heap, block + size, rest);
    }
    return block;
  }

  /** The victim was too small for a small request, so a small bin takes it. */
  private void replaceVictim(Heap heap, int block, int size) {
    BlockHeader.setFree(heap, block, size);
    if (victim.block() != NO_BLOCK) {
      small.insert(heap, victim.block(), victim.sizeBytes());
    }
    victim.set(block, size);
  }

  private int takeLarge(Heap heap, int size) {
    if (large.isEmpty()) {
      return NO_BLOCK;
    }
    int block = large.bestFit(heap, size);
    if (block == NO_BLOCK) {
      return NO_BLOCK;
    }
    int blockBytes = BlockHeader.size(heap, block);
    int rest = blockBytes - size;
    if (Integer.compareUnsigned(rest, victim.sizeBytes() - size) >= 0) {
      return NO_BLOCK; // the victim fits, and no worse
    }
    large.remove(heap, block, blockBytes);
    splitLarge(heap, block, size, rest);
    return block;
  }

  private void splitLarge(Heap heap, int block, int size, int rest) {
    if (rest < BlockSize.MIN_BYTES) {
      BlockHeader.setUsedAndFlagNext(heap, block, size + rest);
    } else {
      BlockHeader.setUsed(heap, block, size);
      BlockHeader.setFree(heap, block + size, rest);
      bin(heap, block + size, rest);
    }
  }

  private int takeFromVictimOrTop(Heap heap, int size) {
    if (size <= victim.sizeBytes()) {
      return takeFromVictim(heap, size);
    }
    return top.holds(size) ? top.take(heap, size) : NO_BLOCK;
  }

  private int takeFromVictim(Heap heap, int size) {
    int block = victim.block();
    int rest = victim.sizeBytes() - size;
    if (rest < BlockSize.MIN_BYTES) {
      BlockHeader.setUsedAndFlagNext(heap, block, size + rest);
      victim.clear();
    } else {
      BlockHeader.setUsed(heap, block, size);
      BlockHeader.setFree(heap, block + size, rest);
      victim.set(block + size, rest);
    }
    return block;
  }

  private void bin(Heap heap, int block, int size) {
    if (BlockSize.isSmall(size)) {
      small.insert(heap, block, size);
    } else {
      large.insert(heap, block, size);
    }
  }
}
