// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The skyline beside the floors of all instants. */
final class SkylineTest {
  private static final int START = -5;
  private static final int END = 55;
  private static final int STEPS = 3_000;

  @Test
  void aSegmentThatIsRaisedToItsWallBecomesOneWithIt() {
    Skyline skyline = new Skyline(0, 10);
    skyline.raise(skyline.lowest(), 0, 4, 7);
    skyline.raise(skyline.lowest()); // 4 to 10, to the height of 0 to 4
    int whole = skyline.lowest();
    assertEquals(0, skyline.left(whole));
    assertEquals(10, skyline.right(whole));
    assertTrue(skyline.isWhole(whole));
  }

  /** The lowest segment is the first of the lowest instants, with all equal ones beside it. */
  @Test
  void theLowestSegmentIsThatOfTheFloors() {
    SplittableRandom random = new SplittableRandom(4);
    long[] floors = new long[END - START];
    Skyline skyline = new Skyline(START, END);
    for (int step = 0; step < STEPS; step++) {
      int left = lowest(floors);
      int right = left;
      while (right < floors.length && floors[right] == floors[left]) {
        right++;
      }
      int segment = skyline.lowest();
      assertEquals(left + START, skyline.left(segment), "step " + step);
      assertEquals(right + START, skyline.right(segment), "step " + step);
      assertEquals(floors[left], skyline.height(segment), "step " + step);
      if (!skyline.isWhole(segment) && random.nextInt(3) == 0) {
        skyline.raise(segment);
        Arrays.fill(floors, left, right, lowerWall(floors, left, right));
      } else {
        int from = random.nextInt(left, right);
        int to = random.nextInt(from, right) + 1;
        long height = floors[left] + random.nextInt(1, 4);
        skyline.raise(segment, from + START, to + START, height);
        Arrays.fill(floors, from, to, height);
      }
    }
  }

  private static int lowest(long[] floors) {
    int lowest = 0;
    for (int instant = 1; instant < floors.length; instant++) {
      lowest = floors[instant] < floors[lowest] ? instant : lowest;
    }
    return lowest;
  }

  private static long lowerWall(long[] floors, int left, int right) {
    long before = left == 0 ? Long.MAX_VALUE : floors[left - 1];
    return Math.min(before, right == floors.length ? Long.MAX_VALUE : floors[right]);
  }
}
