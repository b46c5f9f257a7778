// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

/**
 * Decides whether the contained block of the largest value stands on the lowest segment of the
 * skyline, or above: on the smallest contained block that lives while it does, or on a wall. This
 * is the skyline pass with second thoughts.
 */
final class LowestSegmentBranching implements BranchingRule {
  private static final int NO_BLOCK = -1;

  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private final SkylineSegment segment;
  private final double[] values;

  /**
   * A branching.
   *
   * @param values by block: the largest is tried first
   */
  LowestSegmentBranching(
      NormalizedPlacementProblem sections,
      SearchState state,
      SkylineSegment segment,
      double[] values) {
    this.sections = sections;
    this.state = state;
    this.segment = segment;
    this.values = values;
  }

  @Override
  public void choose(SearchNode node) {
    int lowest = 0;
    for (int section = 1; section < sections.sectionCount(); section++) {
      if (state.floor(section) < state.floor(lowest)) {
        lowest = section;
      }
    }
    segment.moveTo(lowest);
    node.start(segment.reasonFrom(), segment.reasonTo());
    int block = bestContained();
    node.addBlock(block, values);
    node.otherwiseAbove(block, lowestAbove(block));
  }

  private int bestContained() {
    int best = NO_BLOCK;
    int to = sections.firstStarting(segment.right);
    for (int block = sections.firstStarting(segment.left); block < to; block++) {
      if (isContained(block)
          && state.mayStandOn(segment.floor, block)
          && (best == NO_BLOCK || values[block] >= values[best])) {
        best = block; // the last of twins: those before it go above with it
      }
    }
    return best;
  }

  private boolean isContained(int block) {
    return !state.isPlaced(block) && sections.to(block) <= segment.right;
  }

  private long lowestAbove(int block) {
    long lowest = segment.wall;
    int to = sections.firstStarting(sections.to(block));
    for (int other = sections.firstStarting(segment.left); other < to; other++) {
      if (other != block && isContained(other) && sections.to(other) > sections.from(block)) {
        lowest = Math.min(lowest, segment.lowestTop(other));
      }
    }
    return lowest;
  }
}
