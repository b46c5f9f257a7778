// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

/**
 * A lower bound of what the blocks of a section that are not placed need when they are stacked on
 * its floor, where some are aligned.
 *
 * <p>Of those whose alignment is a multiple of some number, each but the topmost takes up its size
 * rounded up to it. O(blocks of the section × alignments).
 */
final class AlignedStackingBound {
  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private long lowestStart;
  private long top;

  AlignedStackingBound(NormalizedPlacementProblem sections, SearchState state) {
    this.sections = sections;
    this.state = state;
  }

  /** Looks at a section that has blocks which are not placed. */
  void survey(int section) {
    long floor = state.floor(section);
    top = floor;
    for (long level : sections.alignmentLevels()) {
      top = Math.max(top, topOf(level, section, floor));
    }
    lowestStart = Long.MAX_VALUE;
    for (int block : sections.blocksOf(section)) {
      if (!state.isPlaced(block)) {
        lowestStart = Math.min(lowestStart, sections.aligned(floor, block));
      }
    }
  }

  private long topOf(long level, int section, long floor) {
    long rounded = 0;
    long largestRounding = 0;
    for (int block : sections.blocksOf(section)) {
      if (!state.isPlaced(block) && sections.alignment(block) % level == 0) {
        long size = sections.size(block);
        long taken = Math.ceilDiv(size, level) * level;
        rounded += taken;
        largestRounding = Math.max(largestRounding, taken - size);
      }
    }
    return rounded == 0 ? floor : Math.ceilDiv(floor, level) * level + rounded - largestRounding;
  }

  /** The lowest offset of any of them. */
  long lowestStart() {
    return lowestStart;
  }

  /** A height that the highest of them cannot stay below. */
  long top() {
    return top;
  }
}
