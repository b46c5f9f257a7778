// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

/** Which decision a state is split by. */
sealed interface BranchingRule permits SegmentEndBranchingRule, LowestSegmentBranching {
  /** Starts the decision of a node: together its alternatives hold every plan of the state. */
  void choose(SearchNode node);
}
