// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rmalloc.optimal.search.DepthFirstSearch.Outcome;
import org.rmalloc.optimal.section.BlockTimeSpans;
import org.rmalloc.optimal.section.SmallProblems;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlanCheck;

/** What the search finds, and what it says there is not, against a trial of all plans. */
final class DepthFirstSearchTest {
  private static final int PROBLEMS = 10_000;
  private static final long NO_LIMIT = 1_000_000;

  /** Which branching. */
  private enum Way {
    END,
    LOWEST
  }

  @Test
  void findsAPlanExactlyWhereThereIsOne() {
    Random random = new Random(1);
    for (int i = 0; i < PROBLEMS; i++) {
      PlacementProblem problem = SmallProblems.random(random);
      long lowest = SmallProblems.lowestHeight(problem);
      NormalizedPlacementProblem sections =
          NormalizedPlacementProblem.of(problem, BlockTimeSpans.ofSections(problem));
      long[] values = random.longs(sections.blockCount(), 0, 1_000).toArray();
      for (Way way : Way.values()) {
        for (long height = Math.max(0, lowest - 3); height < lowest + 2; height++) {
          String what = "problem " + i + " at " + height + " of " + lowest + ", " + way;
          check(problem, sections, way, values, height, height >= lowest, what);
        }
      }
    }
  }

  private static void check(
      PlacementProblem problem,
      NormalizedPlacementProblem sections,
      Way way,
      long[] values,
      long height,
      boolean expected,
      String what) {
    SearchState state = new SearchState(sections);
    Outcome outcome = search(sections, state, way, values, height / sections.unitBytes());
    assertEquals(expected ? Outcome.FOUND : Outcome.NONE, outcome, what);
    if (expected) {
      long[] offsets = sections.bytesOf(state.offsets(), problem.blockCount());
      Plan plan = new Plan(offsets, height, 0, 0);
      assertEquals(Optional.empty(), PlanCheck.firstFault(problem, plan), what);
    }
  }

  private static Outcome search(
      NormalizedPlacementProblem sections,
      SearchState state,
      Way way,
      long[] numbers,
      long capacity) {
    double[] values = Arrays.stream(numbers).asDoubleStream().toArray();
    double[] weights = new double[sections.sectionCount()];
    Arrays.fill(weights, 1);
    SkylineSegment segment = new SkylineSegment(sections, state, capacity);
    ConstraintPropagation propagation =
        new ConstraintPropagation(sections, state, segment, capacity);
    BranchingRule branching =
        switch (way) {
          case END ->
              new SegmentEndBranchingRule(sections, state, segment, capacity, values, weights);
          case LOWEST -> new LowestSegmentBranching(sections, state, segment, values);
        };
    DeadEndTable failures = new DeadEndTable(sections.sectionCount());
    return new DepthFirstSearch(sections, state, propagation, branching, weights, failures)
        .run(NO_LIMIT);
  }

  @Test
  void aFailureElsewhereIsNotTriedAgain() {
    // three blocks of 2 cannot fill a height of 5; beside them, eight that can be placed in any
    // order
    int[] firsts = {0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9};
    int[] ends = {1, 2, 3, 4, 5, 6, 7, 8, 10, 10, 10};
    long[] sizes = {5, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2};
    PlacementProblem problem = PlacementProblem.unaligned(firsts, ends, sizes);
    NormalizedPlacementProblem sections =
        NormalizedPlacementProblem.of(problem, BlockTimeSpans.ofSections(problem));
    FixedCapacitySearch search = new FixedCapacitySearch(sections, 1);
    assertTrue(!search.finds(11, 1_000, () -> true) && search.isComplete());
    assertTrue(search.work() <= 1, "nodes " + search.work());
  }

  @Test
  void theSequenceOfLimitsIsLubys() {
    long[] expected = {1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8, 1};
    for (int number = 1; number <= expected.length; number++) {
      assertEquals(expected[number - 1], FixedCapacitySearch.luby(number));
    }
  }

  @Test
  void aRegionIsASetOfSections() {
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      int count = 1 + random.nextInt(200);
      TimeSectionSet region = new TimeSectionSet(count);
      BitSet expected = new BitSet();
      for (int j = random.nextInt(4); j > 0; j--) {
        int from = random.nextInt(count);
        int to = from + 1 + random.nextInt(count - from);
        region.add(from, to);
        expected.set(from, to);
      }
      int from = random.nextInt(count);
      int to = from + 1 + random.nextInt(count - from);
      assertEquals(expected.get(from), region.has(from));
      assertEquals(!expected.get(from, to).isEmpty(), region.touches(from, to));
    }
  }
}
