// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

/**
 * Draws the conclusions of a state until there are none left, or until it is seen to have no plan
 * within the capacity.
 *
 * <p>In a section, and in a local minimum of the skyline ({@link SkylineSegment}):
 *
 * <ol>
 *   <li>the floor of a section whose blocks are all placed rises to the capacity;
 *   <li>the floor of a section that no contained block covers rises to the lower wall;
 *   <li>when no block can stand on the floor of a local minimum, it rises to the lower wall;
 *   <li>when none can stand on the floor of its first section, that floor rises to the lowest
 *       height at which one can; of the last section likewise;
 *   <li>when floor + rest of a section exceeds the capacity, there is no plan; where blocks are
 *       aligned, {@link AlignedStackingBound} may be higher;
 *   <li>blocks that are not contained stand on the lower wall: when it and their load exceed the
 *       capacity in a section, there is no plan.
 * </ol>
 */
final class ConstraintPropagation {
  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private final SkylineSegment segment;
  private final long capacity;
  private final AlignedStackingBound stack; // null where no block is aligned
  private int failedSection;
  private int failedFrom;
  private int failedTo;
  private boolean changed;

  ConstraintPropagation(
      NormalizedPlacementProblem sections,
      SearchState state,
      SkylineSegment segment,
      long capacity) {
    this.sections = sections;
    this.state = state;
    this.segment = segment;
    this.capacity = capacity;
    stack = sections.haveAlignments() ? new AlignedStackingBound(sections, state) : null;
  }

  /**
   * Draws the conclusions of a change in the sections {@code [from, to)}.
   *
   * @return whether there may be a plan; if not, see {@link #failedSection} and {@link #addReasons}
   */
  boolean run(int from, int to) {
    for (int section = from; section < to; section++) {
      if (!concludeFromStack(section)) {
        return false;
      }
    }
    int next = Math.max(0, from - 1);
    int end = Math.min(sections.sectionCount(), to + 1);
    while (next < end) {
      segment.moveTo(next);
      next = segment.right;
      if (segment.isLocalMinimum) {
        int left = segment.left;
        if (!conclude()) {
          return false;
        }
        if (changed) {
          next = Math.max(0, left - 1); // its left neighbour may have become longer
          end = Math.max(end, Math.min(sections.sectionCount(), segment.right + 1));
        }
      }
    }
    return true;
  }

  /** The section that has no plan, after a run that failed. */
  int failedSection() {
    return failedSection;
  }

  /** Adds the sections that the failure depends on. */
  void addReasons(TimeSectionSet region) {
    region.add(failedFrom, failedTo);
  }

  private boolean failed(int section, int from, int to) {
    failedSection = section;
    failedFrom = from;
    failedTo = to;
    return false;
  }

  /** Draws the conclusions of what is to be stacked in a section alone. */
  private boolean concludeFromStack(int section) {
    long floor = state.floor(section);
    if (floor + state.rest(section) > capacity) {
      return failed(section, section, section + 1);
    }
    if (state.rest(section) == 0) {
      floor = capacity;
    } else if (stack != null) {
      stack.survey(section);
      if (stack.top() > capacity) {
        return failed(section, section, section + 1);
      }
      floor = stack.lowestStart();
    }
    if (floor > state.floor(section)) {
      state.raise(section, floor, section, section + 1);
    }
    return true;
  }

  private boolean conclude() {
    changed = false;
    segment.survey();
    if (segment.options == 0) {
      return raiseAll();
    }
    for (int section = segment.left; section < segment.right; section++) {
      if (!concludeIn(section)) {
        return false;
      }
    }
    return concludeAtEnds();
  }

  private boolean raiseAll() {
    for (int section = segment.left; section < segment.right; section++) {
      if (!raise(section, segment.wall)) {
        return false;
      }
    }
    return true;
  }

  private boolean concludeIn(int section) {
    long contained = segment.containedLoad(section);
    if (segment.wall + state.rest(section) - contained > capacity) {
      return failed(section, segment.reasonFrom(), segment.reasonTo());
    }
    return contained > 0 || raise(section, segment.wall);
  }

  private boolean concludeAtEnds() {
    int first = segment.left;
    int last = segment.right - 1;
    if (segment.leftOptions == 0
        && segment.containedLoad(first) > 0
        && !raise(first, Math.min(segment.wall, segment.leftMinimum))) {
      return false;
    }
    return segment.rightOptions > 0
        || segment.containedLoad(last) == 0
        || raise(last, Math.min(segment.wall, segment.rightMinimum));
  }

  private boolean raise(int section, long floor) {
    state.raise(section, floor, segment.reasonFrom(), segment.reasonTo());
    changed = true;
    return concludeFromStack(section);
  }
}
