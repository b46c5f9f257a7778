// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.optimal.section.SmallProblems;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlanCheck;
import org.rmalloc.plan.PlannerSettings;

/** Plans against a trial of all plans, against perfect packings, and under renumbering. */
final class SkylineAndSearchPlannerTest {
  private static final int SMALL_PROBLEMS = 20_000;

  @Test
  void smallProblemsAreSolvedAndTheBoundIsProved() throws InterruptedException {
    Random random = new Random(7);
    for (int i = 0; i < SMALL_PROBLEMS; i++) {
      PlacementProblem problem = SmallProblems.random(random);
      Plan plan = proved(problem, PlannerSettings.LOWEST.withWorkers(1));
      assertEquals(SmallProblems.lowestHeight(problem), plan.heightBytes(), "problem " + i);
      assertTrue(plan.isExact(), "problem " + i);
    }
  }

  @Test
  void exactIsClaimedOnlyWhereItIsProved() throws InterruptedException {
    Random random = new Random(8);
    int exact = 0;
    for (int i = 0; i < SMALL_PROBLEMS / 4; i++) {
      PlacementProblem problem = SmallProblems.random(random);
      Plan plan = proved(problem, PlannerSettings.LOWEST.withWorkers(1).withWorkLimit(i % 8));
      long lowest = SmallProblems.lowestHeight(problem);
      assertTrue(plan.lowerBoundBytes() <= lowest && lowest <= plan.heightBytes(), "problem " + i);
      exact += plan.isExact() ? 1 : 0;
    }
    assertTrue(exact < SMALL_PROBLEMS / 4, "with hardly any work, some are not proved");
  }

  @Test
  void perfectPackingsAreFound() throws InterruptedException {
    for (int seed = 0; seed < 30; seed++) {
      PlacementProblem problem = PerfectPacking.problem(seed, 60 + 3 * seed, 100, 4_096);
      Plan plan = proved(problem, PlannerSettings.LOWEST);
      assertEquals(4_096, plan.heightBytes(), "seed " + seed);
    }
  }

  @Test
  void aPlanIsTheSameUnderRenumbering() throws InterruptedException {
    for (int seed = 0; seed < 20; seed++) {
      PlacementProblem problem = PerfectPacking.problem(seed, 40 + 60 * seed, 300, 10_000);
      List<Integer> order =
          IntStream.range(0, problem.blockCount()).boxed().collect(Collectors.toList());
      Collections.shuffle(order, new Random(seed));
      PlacementProblem other =
          SmallProblems.renumbered(problem, order.stream().mapToInt(Integer::intValue).toArray());
      PlannerSettings request = PlannerSettings.LOWEST.withWorkLimit(3_000);
      assertEquals(
          rectangles(problem, proved(problem, request)), rectangles(other, proved(other, request)));
    }
  }

  private static List<String> rectangles(PlacementProblem problem, Plan plan) {
    return IntStream.range(0, problem.blockCount())
        .mapToObj(
            block ->
                problem.firsts()[block]
                    + " "
                    + problem.ends()[block]
                    + " "
                    + problem.sizes()[block]
                    + " at "
                    + plan.offsets()[block])
        .sorted()
        .toList();
  }

  @Test
  void thePlanDoesNotDependOnTheWorkers() throws InterruptedException {
    PlacementProblem problem = PerfectPacking.problem(1, 20_000, 20_000, 1 << 20);
    long[] alone = proved(problem, PlannerSettings.LOWEST.withWorkers(1)).offsets();
    for (int workers = 2; workers < 8; workers++) {
      assertArrayEquals(
          alone, proved(problem, PlannerSettings.LOWEST.withWorkers(workers)).offsets());
    }
  }

  @Test
  void aGoalThatIsReachedEndsTheWork() throws InterruptedException {
    PlacementProblem problem = PerfectPacking.problem(3, 150, 100, 4_096);
    Plan lowest = proved(problem, PlannerSettings.LOWEST);
    assertTrue(lowest.work() > 0, "a problem that needs search");
    Plan enough = proved(problem, PlannerSettings.LOWEST.withGoalBytes(8_192));
    assertEquals(0, enough.work());
    assertTrue(enough.heightBytes() <= 8_192);
  }

  @Test
  void theWorkLimitIsKept() throws InterruptedException {
    PlacementProblem problem = PerfectPacking.problem(5, 400, 100, 4_096);
    for (long limit : new long[] {0, 1, 100, 5_000}) {
      assertTrue(proved(problem, PlannerSettings.LOWEST.withWorkLimit(limit)).work() <= limit);
    }
  }

  @Test
  void noBlocksAndEmptyBlocksNeedNothing() throws InterruptedException {
    PlacementProblem none = PlacementProblem.unaligned(new int[0], new int[0], new long[0]);
    assertEquals(0, proved(none, PlannerSettings.LOWEST).heightBytes());
    PlacementProblem empty =
        PlacementProblem.unaligned(new int[] {0}, new int[] {1}, new long[] {0});
    assertEquals(0, proved(empty, PlannerSettings.LOWEST).heightBytes());
  }

  @Test
  void anInterruptedThreadIsTold() {
    PlacementProblem problem = PerfectPacking.problem(5, 400, 100, 4_096);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> proved(problem, PlannerSettings.LOWEST));
  }

  private static Plan proved(PlacementProblem problem, PlannerSettings request)
      throws InterruptedException {
    Plan plan = new SkylineAndSearchPlanner().plan(problem, request);
    assertEquals(Optional.empty(), PlanCheck.firstFault(problem, plan));
    assertEquals(Plan.heightBytes(problem, plan.offsets()), plan.heightBytes());
    return plan;
  }
}
