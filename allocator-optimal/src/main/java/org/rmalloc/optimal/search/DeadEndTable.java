// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;

/**
 * States within one capacity that are known to have no plan, and what their failures depend on. Of
 * two states that fall on one place, the later one stays.
 *
 * <p>A state is compared number by number, not by its hash alone, so that what is concluded from it
 * is proved. Takes up to {@value #NUMBERS} numbers of 8 bytes. O(sections + blocks) each operation.
 */
final class DeadEndTable {
  private static final int NUMBERS = 1 << 22;
  private static final int FREE = 0;
  private static final int MAX_STATES = 1 << 14;

  private final int sectionCount;
  private long[] hashes = {}; // empty until there is a state; FREE of a place without one
  private long[][] copies = {};
  private TimeSectionSet[] regions = {};

  /** An empty table for states of so many sections. */
  DeadEndTable(int sectionCount) {
    this.sectionCount = sectionCount;
  }

  void clear() {
    Arrays.fill(hashes, FREE);
  }

  /** Adds a state that has no plan. */
  void add(SearchState state, TimeSectionSet region) {
    if (state.hash() == FREE) {
      return; // such as one of which nothing is known
    }
    if (hashes.length == 0) {
      makeRoom(state.copyLength());
    }
    int place = placeOf(state);
    if (copies[place] == null) {
      copies[place] = new long[state.copyLength()];
      regions[place] = new TimeSectionSet(sectionCount);
    }
    hashes[place] = state.hash();
    state.copyTo(copies[place]);
    regions[place].set(region);
  }

  /** Whether a state is known to have no plan; if so, sets the region that this depends on. */
  boolean find(SearchState state, TimeSectionSet region) {
    if (hashes.length == 0 || state.hash() == FREE) {
      return false;
    }
    int place = placeOf(state);
    if (hashes[place] != state.hash() || !state.equalsCopy(copies[place])) {
      return false;
    }
    region.set(regions[place]);
    return true;
  }

  private void makeRoom(int copyLength) {
    int states = Integer.highestOneBit(Math.max(1, Math.min(MAX_STATES, NUMBERS / copyLength)));
    hashes = new long[states];
    copies = new long[states][];
    regions = new TimeSectionSet[states];
  }

  private int placeOf(SearchState state) {
    return (int) state.hash() & (hashes.length - 1);
  }
}
