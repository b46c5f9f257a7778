// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * A heap as compaction sees it: its extents by address, and what is free. {@link ActualExtentView}
 * shows the heap itself, {@link ForecastExtentView} what it would come to, on sizes alone.
 *
 * <p>An extent is named by a positive number, which grows with its address; {@link
 * ExtentBoundaryTag#NO_EXTENT} names none. Each operation is O(1), but for {@link #bestFit}.
 */
sealed interface CompactionExtentView permits ActualExtentView, ForecastExtentView {
  /** The sizes and offsets that follow from the alignment. */
  ExtentSizeCalculator geometry();

  /** The lowest extent, or {@link #end} if there is none. */
  int first();

  /** What follows the last extent: the break. */
  int end();

  /** An extent's header. */
  int word(int extent);

  /** What follows an extent with that header. */
  int next(int extent, int word);

  /** Bytes of an extent with that header. */
  default int bytes(int word) {
    return ExtentBoundaryTag.bytes(word, geometry().unitShift);
  }

  /** Whether an extent is pinned. */
  boolean hasPinned();

  /** The smallest listed hole of so many bytes or more, or {@link ExtentBoundaryTag#NO_EXTENT}. */
  int bestFit(int bytes);

  /** Bytes of the wilderness that may be claimed. */
  int claimableBytes();

  /** Bytes of the wilderness that the next block's table entry takes. */
  int entryBytes();

  /** Bytes of the wilderness that the next block's extent may take, less than 0 without entry. */
  default int claimableExtentBytes() {
    return claimableBytes() - entryBytes();
  }

  /** Whether there is no room for the next block's table entry. */
  boolean lacksEntry();

  /** The table index of the next block; if there is no room for its entry, what it would be. */
  int nextIndex();

  /**
   * The extent that a block of {@code sizeBytes} takes, {@link Integer#MAX_VALUE} without entry.
   */
  default int neededBytes(int sizeBytes) {
    return lacksEntry() ? Integer.MAX_VALUE : geometry().largeExtentBytes(sizeBytes, nextIndex());
  }

  /** The hole that such a block takes: a smaller one than is listed would not be found. */
  default int neededHoleBytes(int sizeBytes) {
    return Math.max(neededBytes(sizeBytes), FreeExtentLayout.MIN_LISTED_BYTES);
  }

  /** What an extent and a table entry take together. */
  default int withEntry(int extentBytes) {
    return (int) Math.min((long) extentBytes + entryBytes(), Integer.MAX_VALUE);
  }
}
