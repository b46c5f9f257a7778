// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BlockHeader.isUsed;
import static org.rmalloc.firstfit.dl.BlockHeader.sizeOf;

import org.rmalloc.heap.Heap;

/**
 * Resizes a block where it is: shrinks it, freeing what makes a block at its end or its start, or
 * grows it into the free block behind it. O(1), plus what the bins take.
 */
final class InPlaceResize {
  private final Heap heap;
  private final FreeSpace free;

  InPlaceResize(Heap heap, FreeSpace free) {
    this.heap = heap;
    this.free = free;
  }

  /** Resizes a used block to at least {@code size} bytes; false, nothing changed, if it cannot. */
  boolean resize(int block, int size) {
    int blockBytes = BlockHeader.size(heap, block);
    if (size > blockBytes) {
      return grow(block, size, blockBytes);
    }
    int rest = blockBytes - size;
    if (rest >= BlockSize.MIN_BYTES) {
      cut(block, size, rest);
    }
    return true;
  }

  /**
   * Makes of a used block one of at least {@code size} bytes inside it, whose payload is aligned,
   * and frees what lies before and behind.
   *
   * @param alignment a power of two above {@link BlockSize#ALIGNMENT}
   * @return the block
   */
  int align(int block, int size, int alignment) {
    int lead = -BlockHeader.payload(block) & (alignment - 1);
    if (lead > 0 && lead < BlockSize.MIN_BYTES) {
      lead += alignment;
    }
    int aligned = block + lead;
    int alignedBytes = BlockHeader.size(heap, block) - lead;
    if (lead > 0) {
      BlockHeader.resizeUsed(heap, block, lead);
      BlockHeader.resizeUsed(heap, aligned, alignedBytes);
      free.release(heap, block);
    }
    if (alignedBytes - size > BlockSize.MIN_BYTES) { // as in C: a rest of just that stays
      cut(aligned, size, alignedBytes - size);
    }
    return aligned;
  }

  private boolean grow(int block, int size, int blockBytes) {
    int next = block + blockBytes;
    if (next == free.top().block()) {
      return growIntoTop(block, size, blockBytes);
    }
    if (next == free.victim().block()) {
      return growIntoVictim(block, size, blockBytes);
    }
    int nextHeader = BlockHeader.header(heap, next);
    return !isUsed(nextHeader) && growInto(next, sizeOf(nextHeader), block, size, blockBytes);
  }

  /** Nothing more is claimed for it: the top must hold it as it is, and stay. */
  private boolean growIntoTop(int block, int size, int blockBytes) {
    int rest = blockBytes + free.top().sizeBytes() - size;
    if (rest <= 0) {
      return false;
    }
    free.top().set(heap, block + size, rest);
    BlockHeader.resizeUsed(heap, block, size);
    return true;
  }

  private boolean growIntoVictim(int block, int size, int blockBytes) {
    int rest = blockBytes + free.victim().sizeBytes() - size;
    if (rest < 0) {
      return false;
    }
    if (rest < BlockSize.MIN_BYTES) {
      BlockHeader.resizeUsed(heap, block, size + rest);
      free.victim().clear();
    } else {
      BlockHeader.resizeUsed(heap, block, size);
      BlockHeader.setFree(heap, block + size, rest);
      free.victim().set(block + size, rest);
    }
    return true;
  }

  private boolean growInto(int next, int nextBytes, int block, int size, int blockBytes) {
    int rest = blockBytes + nextBytes - size;
    if (rest < 0) {
      return false;
    }
    free.unbin(heap, next, nextBytes);
    if (rest < BlockSize.MIN_BYTES) {
      BlockHeader.resizeUsed(heap, block, size + rest);
    } else {
      cut(block, size, rest);
    }
    return true;
  }

  /** Ends a used block after {@code size} bytes and frees the {@code rest}. */
  private void cut(int block, int size, int rest) {
    BlockHeader.resizeUsed(heap, block, size);
    BlockHeader.resizeUsed(heap, block + size, rest);
    free.release(heap, block + size);
  }
}
