package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BoundaryTags.isInUse;
import static org.rmalloc.firstfit.dl.BoundaryTags.sizeOf;

/**
 * Resizes a block where it is: shrinks it, giving back what makes a block, or grows it into the
 * free block behind it. O(1), plus what the bins take.
 */
final class InPlaceResize {
  private final BoundaryTags tags;
  private final FreeSpace free;

  InPlaceResize(BoundaryTags tags, FreeSpace free) {
    this.tags = tags;
    this.free = free;
  }

  /** Resizes a used block to at least {@code size} bytes; false, nothing changed, if it cannot. */
  boolean resize(int block, int size) {
    int blockBytes = tags.sizeBytes(block);
    if (size > blockBytes) {
      return grow(block, size, blockBytes);
    }
    int rest = blockBytes - size;
    if (rest >= BlockSize.LEAST) {
      cut(block, size, rest);
    }
    return true;
  }

  private boolean grow(int block, int size, int blockBytes) {
    int next = block + blockBytes;
    if (next == free.top().block()) {
      return growIntoTop(block, size, blockBytes);
    }
    if (next == free.victim().block()) {
      return growIntoVictim(block, size, blockBytes);
    }
    int nextHead = tags.head(next);
    return !isInUse(nextHead) && growInto(next, sizeOf(nextHead), block, size, blockBytes);
  }

  /** Nothing more is claimed for it: the top must hold it as it is, and stay. */
  private boolean growIntoTop(int block, int size, int blockBytes) {
    int rest = blockBytes + free.top().sizeBytes() - size;
    if (rest <= 0) {
      return false;
    }
    free.top().set(block + size, rest);
    tags.resizeUsed(block, size);
    return true;
  }

  private boolean growIntoVictim(int block, int size, int blockBytes) {
    int rest = blockBytes + free.victim().sizeBytes() - size;
    if (rest < 0) {
      return false;
    }
    if (rest < BlockSize.LEAST) {
      tags.resizeUsed(block, size + rest);
      free.victim().clear();
    } else {
      tags.resizeUsed(block, size);
      tags.free(block + size, rest);
      free.victim().set(block + size, rest);
    }
    return true;
  }

  private boolean growInto(int next, int nextBytes, int block, int size, int blockBytes) {
    int rest = blockBytes + nextBytes - size;
    if (rest < 0) {
      return false;
    }
    free.unbin(next, nextBytes);
    if (rest < BlockSize.LEAST) {
      tags.resizeUsed(block, size + rest);
    } else {
      cut(block, size, rest);
    }
    return true;
  }

  /** Ends a used block after {@code size} bytes and gives the {@code rest} back. */
  private void cut(int block, int size, int rest) {
    tags.resizeUsed(block, size);
    tags.resizeUsed(block + size, rest);
    free.give(block + size);
  }
}
