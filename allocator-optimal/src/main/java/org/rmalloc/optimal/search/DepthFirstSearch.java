// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a plan within a capacity, depth first, with region backjumping.
 *
 * <p>A failure comes with its <em>region</em>, the sections that it depends on: every state that
 * agrees with the failed one there fails too. When a decision has not touched the region of what
 * failed below it, its other alternatives would fail likewise, and are skipped.
 *
 * <p>States that failed are kept with their regions, since one state can be come to in many ways.
 *
 * <p>Source: conflict-directed backjumping, Prosser, "Hybrid Algorithms for the Constraint
 * Satisfaction Problem", Computational Intelligence 9(3), 1993; with sets of sections in place of
 * sets of variables. That a plan may be sought among those in which each block stands on another
 * one, or on the ground: Baker, Coffman and Rivest, "Orthogonal Packings in Two Dimensions", SIAM
 * J. Computing 9(4), 1980.
 *
 * <p>A node costs O(sections + blocks). No allocation once the stack of nodes has grown. Not
 * thread-safe.
 */
final class DepthFirstSearch {
  /** What a search came to. */
  enum Outcome {
    /** The state holds a plan. */
    FOUND,
    /** There is none: the whole tree was searched. */
    NONE,
    /** The limit of nodes was reached. */
    LIMIT
  }

  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private final ConstraintPropagation propagation;
  private final BranchingRule branching;
  private final double[] weights;
  private final DeadEndTable failures;
  private final List<SearchNode> nodes = new ArrayList<>();
  private long nodeCount;
  private int depth;

  /**
   * A search from a state in which nothing is placed.
   *
   * @param weights by section: to be raised where a failure is seen
   * @param failures of this and earlier searches within the same capacity
   */
  DepthFirstSearch(
      NormalizedPlacementProblem sections,
      SearchState state,
      ConstraintPropagation propagation,
      BranchingRule branching,
      double[] weights,
      DeadEndTable failures) {
    this.sections = sections;
    this.state = state;
    this.propagation = propagation;
    this.branching = branching;
    this.weights = weights;
    this.failures = failures;
  }

  /** How many nodes have been visited. */
  long nodeCount() {
    return nodeCount;
  }

  /** Searches until there is an outcome. */
  Outcome run(long nodeLimit) {
    boolean failed = !enter(0, sections.sectionCount());
    while (true) {
      if (failed) {
        if (depth == 0) {
          return Outcome.NONE;
        }
        learnFromChild(node(--depth), node(depth + 1).region);
      } else if (state.isComplete()) {
        return Outcome.FOUND;
      }
      SearchNode node = node(depth);
      if (!node.tryNext(sections, state)) {
        failures.add(state, node.region);
        failed = leave(node);
      } else if (nodeCount == nodeLimit) {
        return Outcome.LIMIT;
      } else {
        depth++;
        failed = !enter(node.touchedFrom, node.touchedTo);
      }
    }
  }

  /** Draws the conclusions of a change, and starts the next decision; false on failure. */
  private boolean enter(int from, int to) {
    nodeCount++;
    SearchNode node = node(depth);
    node.mark = state.mark();
    if (!propagation.run(from, to)) {
      weights[propagation.failedSection()]++;
      node.region.clear();
      propagation.addReasons(node.region);
      leave(node);
      return false;
    }
    if (failures.find(state, node.region)) {
      leave(node);
      return false;
    }
    if (!state.isComplete()) {
      branching.choose(node);
    }
    node.decisionMark = state.mark();
    return true;
  }

  /** Leaves a node whose alternatives have all failed, as if it had never been. */
  private boolean leave(SearchNode node) {
    state.explain(node.mark, node.region);
    state.undo(node.mark);
    return true;
  }

  private void learnFromChild(SearchNode node, TimeSectionSet failure) {
    state.undo(node.decisionMark);
    if (failure.touches(node.touchedFrom, node.touchedTo)) {
      node.region.add(failure);
    } else {
      node.region.set(failure);
      node.dropOtherAlternatives();
    }
  }

  private SearchNode node(int atDepth) {
    if (atDepth == nodes.size()) {
      nodes.add(new SearchNode(sections.sectionCount()));
    }
    return nodes.get(atDepth);
  }
}
