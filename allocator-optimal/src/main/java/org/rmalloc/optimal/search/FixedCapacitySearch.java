// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.rmalloc.optimal.search.DepthFirstSearch.Outcome;

/**
 * Looks for a plan within a capacity, by searches that start again with another branching and order
 * of blocks whenever a limit of nodes is reached.
 *
 * <p>Most searches that succeed do so early, and a few may need very long (Gomes, Selman and Kautz,
 * "Boosting Combinatorial Search through Randomization", AAAI 1998); so the limits follow the
 * sequence of Luby, Sinclair and Zuckerman, "Optimal Speedup of Las Vegas Algorithms", Information
 * Processing Letters 47(4), 1993. It grows without end, so that a search of a small problem is
 * complete at last. The weights of failures are kept from one search to the next.
 */
public final class FixedCapacitySearch {
  private static final long LIMIT_UNIT = 1_000;
  private static final double NOISE = 0.5;

  private final NormalizedPlacementProblem sections;
  private final SearchState state;
  private final double[] weights;
  private final DeadEndTable failures;
  private final long seed;
  private long work;
  private boolean isComplete;

  /** A search that begins at its start. */
  public FixedCapacitySearch(NormalizedPlacementProblem sections, long seed) {
    this.sections = sections;
    this.seed = seed;
    state = new SearchState(sections);
    weights = new double[sections.sectionCount()];
    failures = new DeadEndTable(sections.sectionCount());
  }

  /**
   * Searches.
   *
   * @param capacityBytes what no block may reach beyond
   * @param workLimit nodes
   * @param mayGoOn asked between searches
   * @return whether there is a plan: {@link #offsets}
   */
  public boolean finds(long capacityBytes, long workLimit, BooleanSupplier mayGoOn) {
    long capacity = capacityBytes / sections.unitBytes();
    SplittableRandom random = new SplittableRandom(seed);
    Arrays.fill(weights, 1);
    failures.clear();
    work = 0;
    isComplete = false;
    for (int run = 0; work < workLimit && mayGoOn.getAsBoolean(); run++) {
      long limit = Math.min(LIMIT_UNIT * luby(run + 1), workLimit - work);
      Outcome outcome = search(run, capacity, limit, random);
      if (outcome != Outcome.LIMIT) {
        isComplete = true;
        return outcome == Outcome.FOUND;
      }
    }
    return false;
  }

  /** Luby's sequence: 1 1 2 1 1 2 4 1 1 2 1 1 2 4 8 …, from 1. */
  static long luby(int number) {
    int power = Integer.highestOneBit(number);
    return number == 2 * power - 1 ? power : luby(number - power + 1);
  }

  private Outcome search(int run, long capacity, long limit, SplittableRandom random) {
    state.reset();
    SkylineSegment segment = new SkylineSegment(sections, state, capacity);
    ConstraintPropagation propagation =
        new ConstraintPropagation(sections, state, segment, capacity);
    double[] values = values(run, random);
    BranchingRule branching =
        run % 2 == 0
            ? new LowestSegmentBranching(sections, state, segment, values)
            : new SegmentEndBranchingRule(sections, state, segment, capacity, values, weights);
    DepthFirstSearch search =
        new DepthFirstSearch(sections, state, propagation, branching, weights, failures);
    Outcome outcome = search.run(limit);
    work += search.nodeCount();
    return outcome;
  }

  /** Each order with each branching; then the same with noise. */
  private double[] values(int run, SplittableRandom random) {
    BlockOrder[] orders = BlockOrder.values();
    BlockOrder order = orders[run / 2 % orders.length];
    return run < 2 * orders.length ? order.values(sections) : order.values(sections, NOISE, random);
  }

  /** Whether the search came to an end: when it found nothing, there is no plan. */
  public boolean isComplete() {
    return isComplete;
  }

  /** Nodes visited. */
  public long work() {
    return work;
  }

  /** By number of block, in bytes: the plan that was found. */
  public long[] offsets(int blockCount) {
    return sections.bytesOf(state.offsets(), blockCount);
  }
}
