// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.finding.Finding.Candidate;
import org.rmalloc.report.finding.TradeOffRecommender.Rival;

/** The recommendation, recomputed from drawn figures. */
final class TradeOffRecommenderTest {
  private static final int CASES = 3_000;

  @Test
  void noOtherIsBetterInBothByMoreThanTheTolerance() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < CASES; i++) {
      double tolerance = random.nextInt(4) * 0.02;
      List<Rival> rivals = rivals(random);
      Candidate chosen = new TradeOffRecommender(rivals, tolerance).chosen().getFirst();
      for (Rival other : rivals) {
        boolean better =
            other.candidate().footprint() < chosen.footprint() * (1 - tolerance)
                && other.candidate().effort() < chosen.effort() * (1 - tolerance);
        assertTrue(!better, () -> chosen + " of " + rivals);
      }
    }
  }

  @Test
  void whoIsLeftOutIsCoveredByOneThatIsNamed() {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < CASES; i++) {
      double tolerance = random.nextInt(4) * 0.02;
      List<Rival> rivals = rivals(random);
      TradeOffRecommender tradeOff = new TradeOffRecommender(rivals, tolerance);
      List<Candidate> named = new ArrayList<>(tradeOff.chosen());
      named.addAll(tradeOff.alternatives());
      for (Rival rival : rivals) {
        Candidate one = rival.candidate();
        assertTrue(
            named.stream()
                .anyMatch(
                    by ->
                        by.footprint() <= one.footprint() * (1 + tolerance)
                            && by.effort() <= one.effort() * (1 + tolerance)),
            () -> one + " of " + rivals);
      }
    }
  }

  @Test
  void equalsWithinTheToleranceAreNamedTogether() {
    List<Rival> rivals = List.of(of("a", 100, 100, 1), of("b", 101, 99, 2), of("c", 150, 99, 2));
    assertEquals(
        List.of("b", "a"),
        new TradeOffRecommender(rivals, 0.02).chosen().stream().map(Candidate::label).toList());
    assertEquals(
        List.of("b"),
        new TradeOffRecommender(rivals, 0).chosen().stream().map(Candidate::label).toList());
  }

  @Test
  void aTimeThatMayBeChanceIsNoReasonForMoreMemory() {
    List<Rival> rivals = List.of(of("small", 100, 110, 1), of("quick", 190, 90, 1));
    assertEquals(List.of(), new TradeOffRecommender(rivals, 0.02).alternatives());
    List<Rival> certain = List.of(of("small", 100, 110, 2), of("quick", 190, 90, 1));
    assertEquals(
        List.of("quick"),
        new TradeOffRecommender(certain, 0.02)
            .alternatives().stream().map(Candidate::label).toList());
  }

  private static List<Rival> rivals(SplittableRandom random) {
    List<Rival> rivals = new ArrayList<>();
    int count = random.nextInt(1, 9);
    for (int i = 0; i < count; i++) {
      rivals.add(of("r" + i, random.nextInt(95, 130), random.nextInt(95, 130), 0));
    }
    return rivals;
  }

  private static Rival of(String label, double footprint, double effort, int rank) {
    return new Rival(new Candidate(label, footprint, effort), rank);
  }
}
