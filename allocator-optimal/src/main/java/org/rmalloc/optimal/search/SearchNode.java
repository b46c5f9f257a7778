// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;

/**
 * A decision of the search and what has been tried of it: which of a few blocks stands on a floor,
 * or, when that is possible, that none of them does. Used again for every node of its depth.
 */
final class SearchNode {
  private enum Other {
    NONE,
    RAISE,
    MINIMUM
  }

  private int[] blocks = new int[16];
  private int blockCount;
  private int next;
  private Other other;
  private int otherNumber;
  private long otherHeight;

  /** What the failure of this node depends on. */
  final TimeSectionSet region;

  /** The trail before the conclusions that led here, and before the alternative being tried. */
  int mark;

  int decisionMark;

  /** The sections that the alternative being tried has changed. */
  int touchedFrom;

  int touchedTo;

  SearchNode(int sectionCount) {
    region = new TimeSectionSet(sectionCount);
  }

  /** Starts a decision that follows from the sections {@code [from, to)}. */
  void start(int from, int to) {
    blockCount = 0;
    next = 0;
    other = Other.NONE;
    region.clear();
    region.add(from, to);
  }

  /** Adds a block that may stand on the floor, in order of values, the largest first. */
  void addBlock(int block, double[] values) {
    if (blockCount == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * blockCount);
    }
    int place = blockCount++;
    while (place > 0 && values[blocks[place - 1]] < values[block]) {
      blocks[place] = blocks[place - 1];
      place--;
    }
    blocks[place] = block;
  }

  /** Adds, as the last alternative, that a section's floor is wasted up to a height. */
  void otherwiseRaise(int section, long height) {
    other = Other.RAISE;
    otherNumber = section;
    otherHeight = height;
  }

  /** Adds, as the last alternative, that a block stands on no lower floor. */
  void otherwiseAbove(int block, long floor) {
    other = Other.MINIMUM;
    otherNumber = block;
    otherHeight = floor;
  }

  void dropOtherAlternatives() {
    next = blockCount;
    other = Other.NONE;
  }

  /** Takes the next alternative, or returns false when there is none. */
  boolean tryNext(NormalizedPlacementProblem sections, SearchState state) {
    if (next < blockCount) {
      int block = blocks[next++];
      touch(sections.from(block), sections.to(block));
      state.place(block);
      return true;
    }
    Other last = other;
    other = Other.NONE;
    switch (last) {
      case NONE -> {
        return false;
      }
      case RAISE -> {
        touch(otherNumber, otherNumber + 1);
        state.raise(otherNumber, otherHeight);
      }
      case MINIMUM -> {
        touch(sections.from(otherNumber), sections.to(otherNumber));
        for (int block = otherNumber; block >= 0; block = sections.twin(block)) {
          if (!state.isPlaced(block) && state.minimum(block) < otherHeight) {
            state.setMinimum(block, otherHeight);
          }
        }
      }
    }
    return true;
  }

  private void touch(int from, int to) {
    touchedFrom = from;
    touchedTo = to;
  }
}
