// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.result.TimingResult;

/** Who is ranked by time, who is best, and where nothing is. */
final class TimeRanksTest {
  private static TimeRanks ranks(TimingResult... timings) {
    return new TimeRanks(
        Arrays.stream(timings).map(Optional::of).toList(),
        Optional.of(MachineNoise.of(List.of(timings))));
  }

  private static List<Integer> all(TimeRanks ranks, int count) {
    return IntStream.range(0, count).mapToObj(ranks::rank).toList();
  }

  @Test
  void equalsShareARankAndTheNextCountsThem() {
    TimeRanks ranks =
        ranks(Timings.of(30, 30.1, 29.9), Timings.of(20, 20.1, 19.9), Timings.of(20, 20.05, 19.9));
    assertEquals(List.of(3, 1, 1), all(ranks, 3));
    assertTrue(ranks.isBest(1) && ranks.isBest(2) && !ranks.isBest(0));
    assertEquals(1.5, ranks.ratio(0, 1).value(), 1e-9);
  }

  @Test
  void amongEqualsNoneIsBest() {
    TimeRanks ranks = ranks(Timings.of(20, 21, 19), Timings.of(20.5, 19.5, 20.3));
    assertEquals(List.of(1, 1), all(ranks, 2));
    assertFalse(ranks.isBest(0) || ranks.isBest(1));
  }

  @Test
  void twoForksAreTooFewForARank() {
    TimeRanks ranks =
        ranks(Timings.of(30, 30.1), Timings.of(20, 20.1, 19.9), Timings.of(40, 40.1, 39.9));
    assertEquals(List.of(0, 1, 2), all(ranks, 3));
    assertEquals(30.05, ranks.interval(0).value(), 1e-9);
  }

  @Test
  void aSingleForkHasNoInterval() {
    TimeRanks ranks = ranks(Timings.of(30), Timings.of(20));
    assertEquals(List.of(0, 0), all(ranks, 2));
    assertFalse(ranks.interval(0).isKnown() || ranks.ratio(0, 1).isKnown());
  }

  @Test
  void whereNoopItselfIsUncertainNothingIsRanked() {
    TimingResult.Floor shaken = Timings.floor(2, 3, 2.2);
    TimeRanks ranks =
        ranks(
            Timings.of(
                List.of(new double[] {30}, new double[] {30.1}, new double[] {29.9}), shaken),
            Timings.of(
                List.of(new double[] {20}, new double[] {20.1}, new double[] {19.9}), shaken));
    assertEquals(List.of(0, 0), all(ranks, 2));
    assertTrue(ranks.noise().orElseThrow().blursRanks());
  }

  @Test
  void whatNoopTellsOfTheDifferenceBetweenRunsIsInTheIntervals() {
    List<double[]> slow = List.of(new double[] {22}, new double[] {22.1}, new double[] {21.9});
    List<double[]> fast = List.of(new double[] {20}, new double[] {20.1}, new double[] {19.9});
    TimingResult.Floor floor = Timings.floor(2, 2.01, 1.99);
    TimingResult.Floor slower = Timings.floor(2.2, 2.21, 2.19);
    TimeRanks together = ranks(Timings.of(slow, floor), Timings.of(fast, floor));
    TimeRanks apart = ranks(Timings.of(slow, slower), Timings.of(fast, floor));
    assertEquals(List.of(2, 1), all(together, 2));
    assertEquals(List.of(1, 1), all(apart, 2), "the whole machine was slower in one of the runs");
  }

  @Test
  void theShortestWaitIsThatOfAllForks() {
    assertTrue(
        ranks(Timings.ofSlowest(520, 530, 525), Timings.ofSlowest(9_000, 9_100, 9_050))
            .hasShortestWait(0));
    assertFalse(
        ranks(Timings.ofSlowest(520, 9_000, 525), Timings.ofSlowest(9_000, 600, 9_050))
            .hasShortestWait(0));
  }

  /** Against published tables of the distribution. */
  @Test
  void quantilesOfStudentsDistributionAreThoseOfTheTables() {
    assertEquals(12.706, StudentTDistribution.reach(0.05, 1), 5e-4);
    assertEquals(4.3027, StudentTDistribution.reach(0.05, 2), 5e-5);
    assertEquals(31.599, StudentTDistribution.reach(0.001, 2), 5e-4);
    assertEquals(8.6103, StudentTDistribution.reach(0.001, 4), 5e-5);
    assertEquals(4.0321, StudentTDistribution.reach(0.01, 5), 5e-5);
    assertEquals(2.7500, StudentTDistribution.reach(0.01, 30), 5e-5);
  }
}
