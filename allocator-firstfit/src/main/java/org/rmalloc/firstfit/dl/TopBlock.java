// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import org.rmalloc.heap.Heap;

/**
 * The free block that borders the end of the claimed part of the heap, its source of last resort:
 * in no bin, and made larger by claiming more, in steps of the granularity.
 *
 * <pre>
 *   0            4 bytes that align payloads
 *   4            blocks
 *   top          header: size | PREVIOUS_USED
 *   top + size   the footer: a word that says 40, and 32 bytes of padding
 *   end          what is not claimed
 * </pre>
 *
 * <p>The 40 bytes, of which 4 are the lead-in, are what C keeps at the end of a segment for a
 * segment record and fence posts. The arena is the one segment and nothing is ever put there, but
 * without them footprints would not be C's. The footer moves with the end, so all from the top to
 * the end of the heap is free: each byte of it may yet be a client's.
 */
final class TopBlock {
  /** What is claimed beside the blocks: the lead-in, and the top's footer. */
  static final int FOOTER_BYTES = 40;

  /** What C asks for on top of a request, so that the request succeeds if the claim does. */
  static final int CLAIM_PADDING = FOOTER_BYTES + BlockSize.ALIGNMENT;

  private final int capacity;
  private final int granularity;
  private final int firstStep; // of the first claim, beside whole ones
  private int block = BlockHeader.NO_BLOCK;
  private int sizeBytes;
  private int end;

  /**
   * No top yet: nothing is claimed before the first request.
   *
   * @param granularity a power of 2
   * @param start where the arena starts within a page, as the first claim is rounded up to end on a
   *     page's boundary; a multiple of 8 below the granularity
   */
  TopBlock(int capacity, int granularity, int start) {
    this.capacity = capacity;
    this.granularity = granularity;
    this.firstStep = -start & (granularity - 1);
  }

  /** The block, {@link BlockHeader#NO_BLOCK} before the first request. */
  int block() {
    return block;
  }

  /** Its size, 0 before the first request. */
  int sizeBytes() {
    return sizeBytes;
  }

  /** The end of what is claimed. */
  int end() {
    return end;
  }

  /** Where its footer starts: 36 bytes before the end. */
  int footerFrom() {
    return block + sizeBytes;
  }

  /** Whether a block can be taken without claiming; a top is never used up. */
  boolean holds(int blockBytes) {
    return blockBytes < sizeBytes;
  }

  /** Takes a block, for which there is room, from the top's start. */
  int take(Heap heap, int blockBytes) {
    int taken = block;
    set(heap, taken + blockBytes, sizeBytes - blockBytes);
    BlockHeader.setUsed(heap, taken, blockBytes);
    return taken;
  }

  /** Moves the top's start, its end staying where it is. */
  void set(Heap heap, int newBlock, int newSizeBytes) {
    block = newBlock;
    sizeBytes = newSizeBytes;
    BlockHeader.setTop(heap, newBlock, newSizeBytes);
  }

  /**
   * Claims enough for a block that the top does not hold.
   *
   * @return false when the heap has no room for it; nothing has changed then
   */
  boolean grow(Heap heap, int blockBytes) {
    long claim = (long) blockBytes - sizeBytes + CLAIM_PADDING;
    if (claim > claimable()) {
      return false;
    }
    int bytes = -(-(int) claim & -granularity); // rounded up
    if (end == 0) {
      extend(firstStep + bytes);
      sizeBytes -= FOOTER_BYTES;
      block = BlockHeader.FIRST_BLOCK;
    } else {
      extend(bytes);
    }
    setTopAndFooter(heap);
    return true;
  }

  /**
   * Gives the top back to the heap, less 40 bytes and at least one more, in whole steps (of 8 bytes
   * where the granularity is less, so that sizes stay multiples of that).
   */
  void trim(Heap heap) {
    int spare = sizeBytes - FOOTER_BYTES;
    if (spare > 0) {
      extend(-((spare - 1) & -Math.max(granularity, BlockSize.ALIGNMENT)));
      setTopAndFooter(heap);
    }
  }

  /** The largest block that could be taken now, claiming included; negative if none. */
  int largestBytes() {
    int afterClaim = sizeBytes - CLAIM_PADDING + claimable();
    return Math.max(sizeBytes - BlockSize.ALIGNMENT, afterClaim & -BlockSize.ALIGNMENT);
  }

  /** Bytes that whole steps can still claim. A last step that does not fit is not made shorter. */
  private int claimable() {
    return (capacity - (end == 0 ? firstStep : end)) & -granularity;
  }

  private void extend(int bytes) {
    end += bytes;
    sizeBytes += bytes;
  }

  private void setTopAndFooter(Heap heap) {
    BlockHeader.setTop(heap, block, sizeBytes);
    BlockHeader.setTopFooter(heap, footerFrom(), FOOTER_BYTES);
  }
}
