// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A heap of sizes: a row of headers by address, which say whether an extent is free, movable or
 * pinned, and its size. An extent is named by its place in the row, from 1 on.
 */
final class ForecastExtentView implements CompactionExtentView {
  private static final int FIRST = 1;

  private final ExtentSizeCalculator geometry;
  private int[] words = new int[64];
  private int end = FIRST;
  private boolean hasPinned;
  private int claimableBytes;
  private int freeEntries;
  private int nextIndex;
  private int largestHoleBytes; // listed; exact once all has slid
  private NavigableSet<Long> targets = new TreeSet<>(); // size << 32 | extent

  ForecastExtentView(ExtentSizeCalculator geometry) {
    this.geometry = geometry;
  }

  void appendFree(int bytes) {
    if (bytes > 0) {
      append(ExtentBoundaryTag.wide(ExtentBoundaryTag.FREE, bytes, geometry.unitShift));
    }
  }

  void appendMovable(int bytes) {
    if (bytes > 0) {
      append(ExtentBoundaryTag.wide(ExtentBoundaryTag.LONG, bytes, geometry.unitShift));
    }
  }

  void appendPinned(int bytes) {
    int kind = ExtentBoundaryTag.LONG | ExtentBoundaryTag.LOCKED;
    append(ExtentBoundaryTag.wide(kind, bytes, geometry.unitShift));
    hasPinned = true;
  }

  private void append(int word) {
    if (end == words.length) {
      words = Arrays.copyOf(words, 2 * end);
    }
    words[end++] = word;
  }

  void setClaimableBytes(int bytes) {
    claimableBytes = bytes;
  }

  /** Says how many table entries are free, and the index of the next block. */
  void setEntries(int freeEntries, int nextIndex) {
    this.freeEntries = freeEntries;
    this.nextIndex = nextIndex;
  }

  /** Slides all extents down: the free ones of a gap become one hole at its end. */
  void slide() {
    int count = end;
    int free = 0;
    end = FIRST;
    for (int at = FIRST; at < count; at++) {
      int word = words[at];
      if (ExtentBoundaryTag.isFree(word)) {
        free += bytes(word);
        continue;
      }
      if (ExtentBoundaryTag.isPinned(word)) {
        appendFree(free);
        noteHole(free);
        free = 0;
      }
      append(word); // not beyond at: a hole takes the place of a free extent
    }
    claimableBytes += free;
  }

  private void noteHole(int bytes) {
    largestHoleBytes = Math.max(largestHoleBytes, EvictionGapChooser.listed(bytes));
  }

  /** Lists the holes that extents may be evicted to: those outside of a gap. */
  void listHolesOutside(int from, int to) {
    targets = new TreeSet<>();
    for (int at = FIRST; at < end; at++) {
      if ((at < from || at >= to) && ExtentBoundaryTag.isFree(words[at])) {
        listHole(at);
      }
    }
  }

  private void listHole(int hole) {
    int bytes = bytes(words[hole]);
    if (EvictionGapChooser.listed(bytes) > 0) {
      targets.add((long) bytes << Integer.SIZE | hole);
    }
  }

  /** Moves an extent to the front of a hole, or of the wilderness. */
  void evict(int extent, int target) {
    int bytes = bytes(words[extent]);
    words[extent] = ExtentBoundaryTag.wide(ExtentBoundaryTag.FREE, 0, geometry.unitShift);
    if (target == end) {
      claimableBytes -= bytes;
      return;
    }
    int holeBytes = bytes(words[target]);
    targets.remove((long) holeBytes << Integer.SIZE | target);
    words[target] =
        ExtentBoundaryTag.wide(ExtentBoundaryTag.FREE, holeBytes - bytes, geometry.unitShift);
    listHole(target);
  }

  /** A gap was emptied and has so many free bytes in one place, which its extents left. */
  void endEviction(int to, int freeBytes) {
    largestHoleBytes = targets.isEmpty() ? 0 : (int) (targets.last() >>> Integer.SIZE);
    if (to == end) {
      claimableBytes = freeBytes;
    } else {
      noteHole(freeBytes);
    }
  }

  /** The largest request that gets an extent of its own, −1 if none does. */
  int largestRequest() {
    return lacksEntry()
        ? -1
        : geometry.largestRequest(Math.max(largestHoleBytes, claimableExtentBytes()), nextIndex);
  }

  @Override
  public ExtentSizeCalculator geometry() {
    return geometry;
  }

  @Override
  public int first() {
    return FIRST;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public int word(int extent) {
    return words[extent];
  }

  @Override
  public int next(int extent, int word) {
    return extent + 1;
  }

  @Override
  public boolean hasPinned() {
    return hasPinned;
  }

  @Override
  public int bestFit(int bytes) {
    Long fit = targets.ceiling((long) bytes << Integer.SIZE);
    return fit == null ? ExtentBoundaryTag.NO_EXTENT : fit.intValue();
  }

  @Override
  public int claimableBytes() {
    return claimableBytes;
  }

  @Override
  public int entryBytes() {
    return freeEntries > 0 ? 0 : HandleTable.ENTRY_BYTES;
  }

  @Override
  public boolean lacksEntry() {
    return claimableBytes < entryBytes();
  }

  @Override
  public int nextIndex() {
    return nextIndex;
  }
}
