// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.trace.OpKind;

/** The clock's own share, medians over passes, and distributions. */
final class ClockOverheadTest {

  @Test
  void theClockIsMeasured() {
    ClockOverhead clock = ClockOverhead.measure();
    assertTrue(clock.overheadNanos() >= 0 && clock.overheadNanos() < 100_000, clock.toString());
    assertTrue(clock.resolutionNanos() > 0 && clock.resolutionNanos() < 100_000_000);
  }

  @Test
  void aClocksStepIsTheLeastBetweenTimesThatAreNotRare() {
    assertEquals(10, step(20, 20, 21, 30, 30, 31, 40), "steps by 10, rounded two ways");
    assertEquals(41, step(0, 41, 42, 83), "steps by 41 and two thirds");
    assertEquals(1, step(18, 19, 20, 21), "steps by 1");
    assertEquals(1_000_000, step(0, 0, 0, 1_000_000), "steps by a millisecond");
    assertEquals(20, step(20, 20, 20), "always shows 20");
    assertEquals(1, step(0, 0), "shows nothing at all");
  }

  @Test
  void aRareTimeSaysNothingOfTheStep() {
    long[] nothings = new long[5_001];
    Arrays.fill(nothings, 0, 2_500, 20);
    Arrays.fill(nothings, 2_500, 5_000, 30);
    nothings[5_000] = 33;
    assertEquals(new ClockOverhead(30, 10), ClockOverhead.of(nothings));
  }

  private static long step(long... nothings) {
    return ClockOverhead.of(nothings).resolutionNanos();
  }

  @Test
  void mediansAreTakenPlaceByPlace() {
    int[][] passes = {{5, 1, 9}, {6, 100, 7}, {90, 2, 8}};
    assertArrayEquals(new int[] {6, 2, 8}, MediansOverPasses.ofInts(passes, 3));
    long[][] pauses = {{5, 10}, {7, 30}, {6, 20}};
    assertArrayEquals(new long[] {6, 20}, MediansOverPasses.ofLongs(pauses, 2));
  }

  @Test
  void distributionsAreByKindAndOfAllRequests() {
    LatencyRecorder latencies = new LatencyRecorder();
    for (int i = 1; i <= 100; i++) {
      latencies.add(OpKind.Code.NEW, i, i == 100 ? 5_000 : 0);
    }
    latencies.add(OpKind.Code.LOCK, 70_001, 0);
    assertEquals(
        List.of(
            new LatencyDistribution("N", 100, 50, 90, 99, 100, 100),
            new LatencyDistribution("L", 1, 70_001, 70_001, 70_001, 70_001, 70_001),
            new LatencyDistribution("request", 100, 50, 90, 99, 5_100, 5_100)),
        latencies.summaries());
  }

  @Test
  void timesAreFoundByRequest() {
    MedianRequestTimes times =
        new MedianRequestTimes(new int[] {3, 4, 5, 6}, new int[] {1, 3}, new long[] {100, 200});
    assertEquals(5, times.opNanos(2));
    assertEquals(0, times.oomNanos(2));
    assertEquals(100, times.oomNanos(1));
    assertEquals(200, times.longestPauseNanos());
    assertEquals(
        0, new MedianRequestTimes(new int[1], new int[0], new long[0]).longestPauseNanos());
  }
}
