// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check of plans, against a comparison of every block with every other. */
final class PlanCheckTest {
  private static final int PROBLEMS = 20_000;
  private static final int MOST_BLOCKS = 6;

  @Test
  void agreesWithAComparisonOfAllPairs() {
    Random random = new Random(1);
    int proved = 0;
    for (int i = 0; i < PROBLEMS; i++) {
      PlacementProblem problem = problem(random);
      long[] offsets = random.longs(problem.blockCount(), 0, 12).toArray();
      Plan plan = new Plan(offsets, Plan.heightBytes(problem, offsets), 0, 0);
      boolean disjoint = allPairsDisjoint(problem, offsets);
      assertEquals(disjoint, PlanCheck.firstFault(problem, plan).isEmpty(), "problem " + i);
      proved += disjoint ? 1 : 0;
    }
    assertTrue(proved > PROBLEMS / 10 && proved < PROBLEMS / 10 * 9, "proved " + proved);
  }

  @Test
  void theTwoBlocksThatOverlapAreNamed() {
    PlacementProblem problem =
        PlacementProblem.unaligned(
            new int[] {0, 4, 9}, new int[] {9, 12, 12}, new long[] {8, 16, 8});
    Plan overlapping = new Plan(new long[] {0, 7, 23}, 31, 24, 0);
    PlanCheck.Fault fault = PlanCheck.firstFault(problem, overlapping).orElseThrow();
    assertEquals(1, fault.block());
    assertEquals(0, fault.other());
    assertEquals(
        "block 1 (instants 4 to 12, bytes 7 to 23) overlaps block 0 (instants 0 to 9, bytes 0 to"
            + " 8)",
        fault.message());
    Plan disjoint = new Plan(new long[] {0, 8, 0}, 24, 24, 0);
    assertEquals(Optional.empty(), PlanCheck.firstFault(problem, disjoint));
  }

  @Test
  void aBlockOutsideOfTheHeightIsNamed() {
    PlacementProblem problem =
        PlacementProblem.unaligned(new int[] {0}, new int[] {1}, new long[] {8});
    assertEquals(
        "block 0 (instants 0 to 1, bytes 1 to 9) lies outside of the plan, 0 to 8",
        messageOf(problem, new Plan(new long[] {1}, 8, 8, 0)));
    assertEquals(
        "block 0 (instants 0 to 1, bytes -1 to 7) lies outside of the plan, 0 to 8",
        messageOf(problem, new Plan(new long[] {-1}, 8, 8, 0)));
    assertEquals(
        "the plan has 0 offsets for 1 blocks", messageOf(problem, new Plan(new long[0], 8, 8, 0)));
  }

  @Test
  void anUnalignedBlockIsNamed() {
    PlacementProblem problem =
        new PlacementProblem(new int[] {0}, new int[] {1}, new long[] {8}, new long[] {16});
    assertEquals(
        "block 0 (instants 0 to 1, bytes 8 to 16) has an offset that is no multiple of its"
            + " alignment, 16",
        messageOf(problem, new Plan(new long[] {8}, 16, 8, 0)));
  }

  @Test
  void problemsThatCannotBeAreRefused() {
    assertEquals(
        "block 0 to be planned: found a life from 3 to 3; expected its end behind its start",
        refusal(3, 3, 8, 1));
    assertEquals("block 0: size -1", refusal(0, 1, -1, 1));
    assertEquals("block 0: size 4611686018427387904", refusal(0, 1, 1L << 62, 1));
    assertEquals("block 0: alignment 0", refusal(0, 1, 8, 0));
  }

  @Test
  void peakLiveIsTheLargestSumAtOneInstant() {
    Random random = new Random(2);
    for (int i = 0; i < 1_000; i++) {
      PlacementProblem problem = problem(random);
      long peak = 0;
      for (int instant = 0; instant < 10; instant++) {
        peak = Math.max(peak, liveBytes(problem, instant));
      }
      assertEquals(peak, problem.peakLiveBytes());
    }
  }

  private static String messageOf(PlacementProblem problem, Plan plan) {
    return PlanCheck.firstFault(problem, plan).orElseThrow().message();
  }

  private static String refusal(int first, int end, long size, long alignment) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new PlacementProblem(
                    new int[] {first}, new int[] {end}, new long[] {size}, new long[] {alignment}))
        .getMessage();
  }

  private static PlacementProblem problem(Random random) {
    int count = 1 + random.nextInt(MOST_BLOCKS);
    int[] firsts = random.ints(count, 0, 8).toArray();
    int[] ends = new int[count];
    for (int block = 0; block < count; block++) {
      ends[block] = firsts[block] + 1 + random.nextInt(4);
    }
    return PlacementProblem.unaligned(firsts, ends, random.longs(count, 0, 4).toArray());
  }

  private static boolean allPairsDisjoint(PlacementProblem problem, long[] offsets) {
    for (int one = 0; one < offsets.length; one++) {
      for (int other = 0; other < one; other++) {
        if (overlap(problem, offsets, one, other)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean overlap(PlacementProblem problem, long[] offsets, int one, int other) {
    return problem.firsts()[one] < problem.ends()[other]
        && problem.firsts()[other] < problem.ends()[one]
        && problem.sizes()[one] > 0
        && problem.sizes()[other] > 0
        && offsets[one] < offsets[other] + problem.sizes()[other]
        && offsets[other] < offsets[one] + problem.sizes()[one];
  }

  private static long liveBytes(PlacementProblem problem, int instant) {
    long liveBytes = 0;
    for (int block = 0; block < problem.blockCount(); block++) {
      if (problem.firsts()[block] <= instant && instant < problem.ends()[block]) {
        liveBytes += problem.sizes()[block];
      }
    }
    return liveBytes;
  }
}
