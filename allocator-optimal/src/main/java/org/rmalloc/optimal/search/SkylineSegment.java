// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;

/**
 * A run of sections of equal floor, {@code [left, right)}, between two higher ones: a local minimum
 * of the skyline. The borders of time are walls as high as the capacity.
 *
 * <p>A block that is not placed and crosses a wall stands at its height or above. So below the
 * lower wall there is room only for blocks that are <em>contained</em> in the segment, and what
 * covers its first section on the floor is a contained block that begins there; of the last section
 * likewise.
 *
 * <p>One object is used for all segments, one after another. Not thread-safe.
 */
final class SkylineSegment {
  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private final long capacity;
  private final long[] contained; // by section: the load of contained blocks
  int left;
  int right;
  long floor;
  long wall; // the lower one
  boolean isLocalMinimum;

  // of the contained blocks
  int leftOptions; // that may stand on the floor of the first section
  int rightOptions;
  long leftMinimum; // the lowest floor for one that begins there and may not stand on this one
  long rightMinimum;
  long lowestTopBesideLeft; // of those that do not begin there
  long lowestTopBesideRight;
  int options; // that may stand on the floor at all

  SkylineSegment(NormalizedPlacementProblem sections, SearchState state, long capacity) {
    this.sections = sections;
    this.state = state;
    this.capacity = capacity;
    contained = new long[sections.sectionCount() + 1];
  }

  /** Becomes the run of sections around one. */
  void moveTo(int section) {
    floor = state.floor(section);
    left = section;
    while (left > 0 && state.floor(left - 1) == floor) {
      left--;
    }
    right = section + 1;
    while (right < sections.sectionCount() && state.floor(right) == floor) {
      right++;
    }
    long leftWall = left == 0 ? capacity : state.floor(left - 1);
    long rightWall = right == sections.sectionCount() ? capacity : state.floor(right);
    wall = Math.min(leftWall, rightWall);
    isLocalMinimum = wall > floor;
  }

  /** Looks at the contained blocks. */
  void survey() {
    clear();
    int to = sections.firstStarting(right);
    for (int block = sections.firstStarting(left); block < to; block++) {
      if (!state.isPlaced(block) && sections.to(block) <= right) {
        survey(block);
      }
    }
    for (int section = left + 1; section < right; section++) {
      contained[section] += contained[section - 1];
    }
  }

  private void clear() {
    Arrays.fill(contained, left, right + 1, 0);
    leftOptions = 0;
    rightOptions = 0;
    leftMinimum = Long.MAX_VALUE;
    rightMinimum = Long.MAX_VALUE;
    lowestTopBesideLeft = Long.MAX_VALUE;
    lowestTopBesideRight = Long.MAX_VALUE;
    options = 0;
  }

  private void survey(int block) {
    long size = sections.size(block);
    contained[sections.from(block)] += size;
    contained[sections.to(block)] -= size;
    boolean mayStand = state.mayStandOn(floor, block);
    options += mayStand ? 1 : 0;
    long top = lowestTop(block);
    if (sections.from(block) > left) {
      lowestTopBesideLeft = Math.min(lowestTopBesideLeft, top);
    } else if (mayStand) {
      leftOptions++;
    } else {
      leftMinimum = Math.min(leftMinimum, state.minimum(block));
    }
    if (sections.to(block) < right) {
      lowestTopBesideRight = Math.min(lowestTopBesideRight, top);
    } else if (mayStand) {
      rightOptions++;
    } else {
      rightMinimum = Math.min(rightMinimum, state.minimum(block));
    }
  }

  /** The load of the contained blocks in a section. */
  long containedLoad(int section) {
    return contained[section];
  }

  /** The first of the sections that the segment depends on: its own and its walls'. */
  int reasonFrom() {
    return Math.max(0, left - 1);
  }

  int reasonTo() {
    return Math.min(sections.sectionCount(), right + 1);
  }

  /** The lowest top that a contained block can have. */
  long lowestTop(int block) {
    return Math.max(floor, state.minimum(block)) + sections.size(block);
  }

  /**
   * The height to which the first section rises when nothing stands on its floor: what covers it
   * then stands on a contained block beside it, or on a wall.
   */
  long leftRaised() {
    return Math.min(wall, lowestTopBesideLeft);
  }

  long rightRaised() {
    return Math.min(wall, lowestTopBesideRight);
  }
}
