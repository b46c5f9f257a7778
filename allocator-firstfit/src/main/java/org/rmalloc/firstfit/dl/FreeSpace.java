package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BoundaryTags.NO_BLOCK;
import static org.rmalloc.firstfit.dl.BoundaryTags.isInUse;
import static org.rmalloc.firstfit.dl.BoundaryTags.isPreviousInUse;
import static org.rmalloc.firstfit.dl.BoundaryTags.sizeOf;

import org.rmalloc.heap.Heap;

/**
 * Everything that is free, and the two operations on it: take a block out, and give one back.
 *
 * <p>A free block is in exactly one place: the bin of its size, the designated victim, or the top.
 * No two free blocks are neighbours.
 */
final class FreeSpace {
  /** Bytes of list heads and tree roots, beside the heap. */
  static final int ROOT_BYTES = SmallBins.ROOT_BYTES + TreeBins.ROOT_BYTES;

  private final BoundaryTags tags;
  private final SmallBins small;
  private final TreeBins large;
  private final DesignatedVictim victim = new DesignatedVictim();
  private final Top top;

  /** All of a heap, unclaimed. */
  FreeSpace(Heap heap, BoundaryTags tags, int granularity, int start) {
    Heap roots = heap.newRegion(ROOT_BYTES);
    this.tags = tags;
    small = new SmallBins(heap, roots, 0);
    large = new TreeBins(heap, roots, SmallBins.ROOT_BYTES);
    top = new Top(tags, heap.capacity(), granularity, start);
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

  Top top() {
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
   * @return the block; {@link BoundaryTags#NO_BLOCK} when nothing claimed fits
   */
  int take(int size) {
    int block = BlockSize.isSmall(size) ? takeSmall(size) : takeLarge(size);
    return block != NO_BLOCK ? block : takeFromVictimOrTop(size);
  }

  /** Takes a free block out of its bin; it is neither the victim nor the top. */
  void unbin(int block, int size) {
    if (BlockSize.isSmall(size)) {
      small.remove(block, size);
    } else {
      large.remove(block, size);
    }
  }

  /**
   * Gives a block that is in use back, joined with its free neighbours.
   *
   * @return whether it went to the top
   */
  boolean give(int used) {
    int head = tags.head(used);
    int block = used;
    int size = sizeOf(head);
    int next = used + size;
    int nextHead = tags.head(next);
    if (!isPreviousInUse(head)) {
      int sizeBefore = tags.sizeBefore(used);
      block -= sizeBefore;
      size += sizeBefore;
      if (block == victim.block()) {
        return growVictim(size, next, nextHead);
      }
      unbin(block, sizeBefore);
    }
    return giveBeforeNext(block, size, next, nextHead);
  }

  /** The victim's end has moved up to {@code next}. */
  private boolean growVictim(int size, int next, int nextHead) {
    int block = victim.block();
    if (next == top.block()) {
      victim.clear();
      growTop(block, size);
      return true;
    }
    int joined = size;
    if (isInUse(nextHead)) {
      tags.freeAndTellNext(block, size);
    } else {
      int nextSize = sizeOf(nextHead);
      joined += nextSize;
      unbin(next, nextSize);
      tags.free(block, joined);
    }
    victim.set(block, joined);
    return false;
  }

  /** Gives a block whose neighbour before is in use. */
  private boolean giveBeforeNext(int block, int size, int next, int nextHead) {
    if (isInUse(nextHead)) {
      tags.freeAndTellNext(block, size);
      bin(block, size);
    } else if (next == top.block()) {
      growTop(block, size);
      return true;
    } else if (next == victim.block()) {
      int joined = size + victim.sizeBytes();
      victim.set(block, joined);
      tags.free(block, joined);
    } else {
      joinBinned(block, size, next, sizeOf(nextHead));
    }
    return false;
  }

  private void joinBinned(int block, int size, int next, int nextSize) {
    int joined = size + nextSize;
    unbin(next, nextSize);
    tags.free(block, joined);
    bin(block, joined);
  }

  private void growTop(int block, int size) {
    top.set(block, size + top.sizeBytes());
  }

  private int takeSmall(int size) {
    int index = SmallBins.indexOf(size);
    int bins = small.mapFrom(index);
    if ((bins & 0b11) != 0) { // too little would remain for a block
      return takeWhole(index + (~bins & 1));
    }
    if (size <= victim.sizeBytes()) {
      return NO_BLOCK;
    }
    if (bins != 0) {
      return splitSmall(index + Integer.numberOfTrailingZeros(bins), size);
    }
    return large.isEmpty() ? NO_BLOCK : splitSmallest(size);
  }

  private int takeWhole(int index) {
    int block = small.removeFirst(index);
    tags.useWhole(block, SmallBins.sizeBytes(index));
    return block;
  }

  private int splitSmall(int index, int size) {
    int block = small.removeFirst(index);
    tags.use(block, size);
    replaceVictim(block + size, SmallBins.sizeBytes(index) - size);
    return block;
  }

  private int splitSmallest(int size) {
    int block = large.smallest();
    int blockBytes = tags.sizeBytes(block);
    large.remove(block, blockBytes);
    int rest = blockBytes - size;
    if (rest < BlockSize.LEAST) {
      tags.useWhole(block, blockBytes);
    } else {
      tags.use(block, size);
      replaceVictim(block + size, rest);
    }
    return block;
  }

  /** The victim was too small for a small request, so a small bin takes it. */
  private void replaceVictim(int block, int size) {
    tags.free(block, size);
    if (victim.block() != NO_BLOCK) {
      small.insert(victim.block(), victim.sizeBytes());
    }
    victim.set(block, size);
  }

  private int takeLarge(int size) {
    if (large.isEmpty()) {
      return NO_BLOCK;
    }
    int block = large.bestFit(size);
    if (block == NO_BLOCK) {
      return NO_BLOCK;
    }
    int blockBytes = tags.sizeBytes(block);
    int rest = blockBytes - size;
    if (Integer.compareUnsigned(rest, victim.sizeBytes() - size) >= 0) {
      return NO_BLOCK; // the victim fits, and no worse
    }
    large.remove(block, blockBytes);
    splitLarge(block, size, rest);
    return block;
  }

  private void splitLarge(int block, int size, int rest) {
    if (rest < BlockSize.LEAST) {
      tags.useWhole(block, size + rest);
    } else {
      tags.use(block, size);
      tags.free(block + size, rest);
      bin(block + size, rest);
    }
  }

  private int takeFromVictimOrTop(int size) {
    if (size <= victim.sizeBytes()) {
      return takeFromVictim(size);
    }
    return top.holds(size) ? top.take(size) : NO_BLOCK;
  }

  private int takeFromVictim(int size) {
    int block = victim.block();
    int rest = victim.sizeBytes() - size;
    if (rest < BlockSize.LEAST) {
      tags.useWhole(block, size + rest);
      victim.clear();
    } else {
      tags.use(block, size);
      tags.free(block + size, rest);
      victim.set(block + size, rest);
    }
    return block;
  }

  private void bin(int block, int size) {
    if (BlockSize.isSmall(size)) {
      small.insert(block, size);
    } else {
      large.insert(block, size);
    }
  }
}
