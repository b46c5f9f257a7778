// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * The {@linkplain BlockHeader headers}, in a table that grows from the heap's top end downward.
 *
 * <p>Every header between {@link #low} and the end belongs to a used block, to a free block, or is
 * unused. Only a compaction makes headers unused, and only it gives the lowest ones back. The two
 * kinds of table differ in how an unused header is found again: {@link LinkedBlockHeaderTable}
 * links them, {@link ScannedBlockHeaderTable} looks for one.
 */
abstract sealed class BlockHeaderTable permits LinkedBlockHeaderTable, ScannedBlockHeaderTable {
  final Heap heap;
  final int headerBytes;
  final int end;

  private final Heap probe;
  private final int reserve;
  private final PlacementListener listener; // NONE when timing
  private int low;
  private int unused;

  // What a probe found out: no header from emptyFrom to emptyTo belongs to a used block.
  private int emptyFrom;
  private int emptyTo;

  /**
   * A table without headers, to be {@linkplain #start started}.
   *
   * @param reserve unused headers, 0 or 1, that are left to compactions
   */
  BlockHeaderTable(Heap heap, int headerBytes, int reserve, PlacementListener listener) {
    this.heap = heap;
    this.probe = heap.uncounted();
    this.headerBytes = headerBytes;
    this.reserve = reserve;
    this.listener = listener;
    this.end = heap.capacity();
    this.low = end;
  }

  /** Makes the unused header with which every table starts. */
  final void start() {
    release(grown());
  }

  /** Address of the lowest header; the heap's capacity when there is none. */
  final int low() {
    return low;
  }

  /** How many headers there are. */
  final int count() {
    return (end - low) / headerBytes;
  }

  /** How many headers belong to no block. */
  final int unused() {
    return unused;
  }

  /**
   * A header for a block: an unused one, else one by which the table grows, if that leaves it above
   * {@code top}.
   *
   * @return its address, its fields undefined, or {@link BlockHeader#NO_BLOCK}
   */
  final int take(int top) {
    if (unused > reserve && reuses()) {
      return takeUnused();
    }
    return low - headerBytes > top ? grown() : BlockHeader.NO_BLOCK;
  }

  /** An unused header, the reserve included; there must be one. Its fields are undefined. */
  final int takeUnused() {
    unused--;
    return removeUnused();
  }

  /** Makes the header of no block an unused one. O(1). */
  final void release(int header) {
    BlockHeader.setFlags(heap, header, BlockHeader.UNUSED);
    unused++;
    addUnused(header);
  }

  /** To be notified of each header that comes to belong to a used block. O(1), touches no heap. */
  final void noteUsed(int header) {
    if (header < emptyTo && header >= emptyFrom) {
      emptyTo = header;
    }
  }

  /**
   * Where the table begins after a compaction that leaves so many blocks: the headers of used
   * blocks stay, those of free blocks and the reserve go to the highest places left. It never
   * grows.
   *
   * @param lowestUsed address of the lowest header of a used block, {@link #end} if there is none
   */
  final int lowAfter(int usedBlocks, int freeBlocks, int lowestUsed) {
    int needed = (usedBlocks + freeBlocks + reserve) * headerBytes;
    return Math.max(low, Math.min(lowestUsed, end - needed));
  }

  /** The lowest header of a used block, {@link #end} if there is none. O(headers below it). */
  final int lowestUsed() {
    int header = low;
    while (header < end && !BlockHeader.isUsed(BlockHeader.flags(heap, header))) {
      header += headerBytes;
    }
    return header;
  }

  /**
   * The same, for probes: not counted, and O(1) amortised as long as a header once found empty is
   * not taken into use again.
   */
  final int probeLowestUsed() {
    int header = low;
    while (header < end && !BlockHeader.isUsed(BlockHeader.flags(probe, header))) {
      header = header >= emptyFrom && header < emptyTo ? emptyTo : header + headerBytes;
    }
    emptyFrom = low;
    emptyTo = header;
    return header;
  }

  /** The highest unused header below {@code header}; there must be one. */
  final int unusedBelow(int header) {
    int found = header - headerBytes;
    while (BlockHeader.flags(heap, found) != BlockHeader.UNUSED) {
      found -= headerBytes;
    }
    return found;
  }

  /**
   * Gives the headers below {@code newLow} back, which belong to no block, and makes the highest
   * unused one the next to be taken. O(headers).
   */
  final void truncate(int newLow) {
    int oldLow = low;
    low = newLow;
    unused = 0;
    emptyTo = 0;
    forgetUnused();
    for (int header = low; header < end; header += headerBytes) {
      if (BlockHeader.flags(heap, header) == BlockHeader.UNUSED) {
        unused++;
        addUnused(header);
      }
    }
    if (listener != PlacementListener.NONE && oldLow < newLow) {
      listener.released(oldLow, newLow);
    }
  }

  /** Whether unused headers are taken at all before the table grows. */
  abstract boolean reuses();

  /** Makes a header findable for {@link #removeUnused}. */
  abstract void addUnused(int header);

  /** Finds an unused header; there is one. */
  abstract int removeUnused();

  /** Makes every unused header unfindable. */
  abstract void forgetUnused();

  private int grown() {
    low -= headerBytes;
    if (listener != PlacementListener.NONE) {
      listener.reserved(low, low + headerBytes);
    }
    return low;
  }
}
