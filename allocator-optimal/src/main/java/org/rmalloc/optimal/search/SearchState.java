// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;

/**
 * A state of the search: how high each section is filled, which blocks are placed, and the trail of
 * changes that leads back.
 *
 * <p>A section's <em>floor</em> is a height below which nothing more can be placed in it; its
 * <em>rest</em> is the sum of the sizes of its blocks that are not placed. No plan within the
 * capacity is left when floor + rest exceeds it anywhere.
 *
 * <p>Everything is in units. No allocation after the trail has grown. Not thread-safe.
 */
final class SearchState {
  private static final int FIRST_TRAIL = 1 << 10;

  /** What a change on the trail was, in the low two bits of its entry. */
  private static final int FLOOR = 0;

  private static final int PLACEMENT = 1;
  private static final int MINIMUM = 2;

  private final NormalizedPlacementProblem sections;
  private final long[] floors;
  private final long[] rests;
  private final long[] offsets; // −1 of a block that is not placed
  private final long[] minimums; // by block: the lowest floor on which it may stand
  private int unplacedCount;
  private long hash; // of floors, placed blocks and minimums

  private int trailSize;
  private int[] trail = new int[FIRST_TRAIL]; // what changed: number << 2 | kind
  private long[] before = new long[FIRST_TRAIL]; // what it was
  private long[] reasons = new long[FIRST_TRAIL]; // sections: from << 32 | to; 0 of a decision

  SearchState(NormalizedPlacementProblem sections) {
    this.sections = sections;
    floors = new long[sections.sectionCount()];
    rests = new long[sections.sectionCount()];
    offsets = new long[sections.blockCount()];
    minimums = new long[sections.blockCount()];
    reset();
  }

  /** Nothing placed. */
  void reset() {
    Arrays.fill(floors, 0);
    Arrays.fill(offsets, -1);
    Arrays.fill(minimums, 0);
    Arrays.setAll(rests, sections::load);
    unplacedCount = offsets.length;
    trailSize = 0;
    hash = 0;
  }

  long floor(int section) {
    return floors[section];
  }

  long rest(int section) {
    return rests[section];
  }

  boolean isPlaced(int block) {
    return offsets[block] >= 0;
  }

  /** Whether a block that is not placed may stand on a floor of this height. */
  boolean mayStandOn(long floor, int block) {
    return minimums[block] <= floor;
  }

  /** The lowest floor on which a block may stand. */
  long minimum(int block) {
    return minimums[block];
  }

  boolean isComplete() {
    return unplacedCount == 0;
  }

  /** By block. Not to be written to. */
  long[] offsets() {
    return offsets;
  }

  /** Equal states have equal hashes, however they were come to. */
  long hash() {
    return hash;
  }

  /** How many numbers {@link #copyTo} writes. */
  int copyLength() {
    return floors.length + minimums.length;
  }

  /**
   * Writes down all that distinguishes this state from others, but for where blocks have been
   * placed.
   */
  void copyTo(long[] copy) {
    System.arraycopy(floors, 0, copy, 0, floors.length);
    for (int block = 0; block < minimums.length; block++) {
      copy[floors.length + block] = isPlaced(block) ? -1 : minimums[block];
    }
  }

  /** Whether this state is the one that was written down. */
  boolean equalsCopy(long[] copy) {
    for (int section = 0; section < floors.length; section++) {
      if (copy[section] != floors[section]) {
        return false;
      }
    }
    for (int block = 0; block < minimums.length; block++) {
      if (copy[floors.length + block] != (isPlaced(block) ? -1 : minimums[block])) {
        return false;
      }
    }
    return true;
  }

  /** Where the trail is now, for {@link #undo}. */
  int mark() {
    return trailSize;
  }

  /** Places a block on its sections' floor, which is equal in all of them. */
  void place(int block) {
    long offset = sections.aligned(floors[sections.from(block)], block);
    long top = offset + sections.size(block);
    for (int section = sections.from(block); section < sections.to(block); section++) {
      changeFloor(section, top, 0);
      rests[section] -= sections.size(block);
    }
    push(block << 2 | PLACEMENT, 0, 0);
    hash ^= mixed(block << 2 | PLACEMENT, 0);
    offsets[block] = offset;
    unplacedCount--;
  }

  /** Raises a section's floor by a decision. */
  void raise(int section, long floor) {
    changeFloor(section, floor, 0);
  }

  /** Raises a section's floor, which follows from the sections {@code [from, to)}. */
  void raise(int section, long floor, int from, int to) {
    changeFloor(section, floor, (long) from << 32 | to);
  }

  private void changeFloor(int section, long floor, long reason) {
    push(section << 2 | FLOOR, floors[section], reason);
    setFloor(section, floor);
  }

  private void setFloor(int section, long floor) {
    hash ^= mixed(section << 2 | FLOOR, floors[section]) ^ mixed(section << 2 | FLOOR, floor);
    floors[section] = floor;
  }

  /** Keeps a block from standing on a lower floor, by a decision. */
  void setMinimum(int block, long floor) {
    push(block << 2 | MINIMUM, minimums[block], 0);
    changeMinimum(block, floor);
  }

  private void changeMinimum(int block, long floor) {
    int what = block << 2 | MINIMUM;
    hash ^= mixed(what, minimums[block]) ^ mixed(what, floor);
    minimums[block] = floor;
  }

  /** The finalizer of MurmurHash3, over both numbers. */
  private static long mixed(int what, long value) {
    long bits = value * 0x9e3779b97f4a7c15L + what;
    bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
    return bits ^ bits >>> 33;
  }

  /** Takes back all changes since a mark. */
  void undo(int mark) {
    while (trailSize > mark) {
      trailSize--;
      int number = trail[trailSize] >>> 2;
      switch (trail[trailSize] & 3) {
        case FLOOR -> setFloor(number, before[trailSize]);
        case MINIMUM -> changeMinimum(number, before[trailSize]);
        default -> takeOff(number);
      }
    }
  }

  private void takeOff(int block) {
    for (int section = sections.from(block); section < sections.to(block); section++) {
      rests[section] += sections.size(block);
    }
    hash ^= mixed(block << 2 | PLACEMENT, 0);
    offsets[block] = -1;
    unplacedCount++;
  }

  /**
   * Extends the region of a failure by what led to it: a floor that was raised since a mark, and
   * that the failure depends on, makes it depend on the reasons for that.
   */
  void explain(int mark, TimeSectionSet region) {
    for (int entry = trailSize - 1; entry >= mark; entry--) {
      if (reasons[entry] != 0 && region.has(trail[entry] >>> 2)) {
        region.add((int) (reasons[entry] >>> 32), (int) reasons[entry]);
      }
    }
  }

  private void push(int change, long was, long reason) {
    if (trailSize == trail.length) {
      trail = Arrays.copyOf(trail, 2 * trailSize);
      before = Arrays.copyOf(before, 2 * trailSize);
      reasons = Arrays.copyOf(reasons, 2 * trailSize);
    }
    trail[trailSize] = change;
    before[trailSize] = was;
    reasons[trailSize++] = reason;
  }
}
