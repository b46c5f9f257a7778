// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rmalloc.plan.PlacementProblem;

final class PeakLiveBytesBoundTest {

  @Test
  void noPlanIsBelowTheBound() {
    Random random = new Random(3);
    int reached = 0;
    for (int i = 0; i < 3_000; i++) {
      PlacementProblem problem = SmallProblems.random(random);
      long bound = PeakLiveBytesBound.bytes(problem);
      long lowest = SmallProblems.lowestHeight(problem);
      assertTrue(bound >= problem.peakLiveBytes() && bound <= lowest, bound + " of " + lowest);
      reached += bound == lowest ? 1 : 0;
    }
    assertTrue(reached > 2_000, "reached " + reached);
  }

  @Test
  void allBlocksButTheTopmostAreRoundedUp() {
    PlacementProblem problem =
        new PlacementProblem(
            new int[] {0, 0, 0}, new int[] {1, 1, 1}, new long[] {9, 4, 8}, new long[] {8, 8, 16});
    assertEquals(8, PeakLiveBytesBound.unitBytes(problem));
    assertEquals(16 + 8 + 8 - 7, PeakLiveBytesBound.bytes(problem));
  }
}
