// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

/**
 * Decides what covers the first or the last section of a local minimum of the skyline: one of the
 * contained blocks that begin, or end, there; or none of them, and its floor is wasted up to the
 * smallest block that can stand beside it.
 *
 * <p>Of all ends it takes the one with the fewest alternatives for the failures seen there: the
 * ratio of domain size to weighted degree of Boussemart, Hemery, Lecoutre and Sais, "Boosting
 * Systematic Search by Weighting Constraints", ECAI 2004, with sections for constraints.
 */
final class SegmentEndBranchingRule implements BranchingRule {
  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private final SkylineSegment segment;
  private final long capacity;
  private final double[] values;
  private final double[] weights;
  private int bestSection;
  private boolean bestIsLeft;
  private double bestRatio;

  /**
   * A branching.
   *
   * @param values by block: the largest is tried first
   * @param weights by section: failures seen there, 1 or more
   */
  SegmentEndBranchingRule(
      NormalizedPlacementProblem sections,
      SearchState state,
      SkylineSegment segment,
      long capacity,
      double[] values,
      double[] weights) {
    this.sections = sections;
    this.state = state;
    this.segment = segment;
    this.capacity = capacity;
    this.values = values;
    this.weights = weights;
  }

  @Override
  public void choose(SearchNode node) {
    bestRatio = Double.MAX_VALUE;
    for (int section = 0; section < sections.sectionCount(); section = segment.right) {
      segment.moveTo(section);
      if (segment.isLocalMinimum) {
        segment.survey();
        consider(true, segment.leftOptions, segment.left, segment.leftRaised());
        consider(false, segment.rightOptions, segment.right - 1, segment.rightRaised());
      }
    }
    segment.moveTo(bestSection);
    segment.survey();
    node.start(segment.reasonFrom(), segment.reasonTo());
    addBlocks(node);
    long raised = bestIsLeft ? segment.leftRaised() : segment.rightRaised();
    if (fits(bestSection, raised)) {
      node.otherwiseRaise(bestSection, raised);
    }
  }

  private void consider(boolean isLeft, int options, int section, long raised) {
    int alternatives = options + (fits(section, raised) ? 1 : 0);
    // a forced move costs nothing
    double ratio = alternatives == 1 ? 0 : alternatives / weights[section];
    if (ratio < bestRatio) {
      bestRatio = ratio;
      bestSection = section;
      bestIsLeft = isLeft;
    }
  }

  private boolean fits(int section, long raised) {
    return raised + state.rest(section) <= capacity;
  }

  private void addBlocks(SearchNode node) {
    int to = sections.firstStarting(bestIsLeft ? segment.left + 1 : segment.right);
    for (int block = sections.firstStarting(segment.left); block < to; block++) {
      boolean isAtEnd =
          bestIsLeft ? sections.to(block) <= segment.right : sections.to(block) == segment.right;
      if (isAtEnd && isOption(block) && !isOption(sections.twin(block))) {
        node.addBlock(block, values);
      }
    }
  }

  private boolean isOption(int block) {
    return block >= 0 && !state.isPlaced(block) && state.mayStandOn(segment.floor, block);
  }
}
