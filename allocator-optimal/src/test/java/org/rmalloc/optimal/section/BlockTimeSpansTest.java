// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.section;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.plan.PlacementProblem;

final class BlockTimeSpansTest {

  @Test
  void twoBlocksShareASectionExactlyWhenTheyShareAnInstant() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      PlacementProblem problem = SmallProblems.random(random);
      BlockTimeSpans spans = BlockTimeSpans.ofSections(problem);
      for (int one = 0; one < problem.blockCount(); one++) {
        for (int other = 0; other < problem.blockCount(); other++) {
          assertEquals(
              share(problem.firsts(), problem.ends(), one, other),
              share(spans.froms(), spans.tos(), one, other));
        }
      }
    }
  }

  @Test
  void noSectionHoldsOnlyWhatItsNeighbourHolds() {
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      PlacementProblem problem = SmallProblems.random(random);
      BlockTimeSpans spans = BlockTimeSpans.ofSections(problem);
      for (int section = 1; section < spans.count(); section++) {
        assertTrue(contains(spans.froms(), section), "something begins in " + section);
        assertTrue(contains(spans.tos(), section), "something ends before " + section);
      }
    }
  }

  @Test
  void blocksThatBeginBeforeAnyEndsBeginTogether() {
    PlacementProblem problem =
        PlacementProblem.unaligned(
            new int[] {0, 1, 5, 7}, new int[] {9, 4, 6, 9}, new long[] {1, 1, 1, 1});
    BlockTimeSpans spans = BlockTimeSpans.ofSections(problem);
    assertEquals(3, spans.count());
    assertArrayEquals(new int[] {0, 0, 1, 2}, spans.froms());
    assertArrayEquals(new int[] {3, 1, 2, 3}, spans.tos());
  }

  private static boolean share(int[] froms, int[] tos, int one, int other) {
    return froms[one] < tos[other] && froms[other] < tos[one];
  }

  private static boolean contains(int[] numbers, int number) {
    return IntStream.of(numbers).anyMatch(candidate -> candidate == number);
  }
}
