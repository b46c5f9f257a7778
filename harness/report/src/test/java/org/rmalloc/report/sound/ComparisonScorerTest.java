// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.finding.ComparisonFindingFinder;
import org.rmalloc.report.finding.FindingWords;

class ComparisonScorerTest {
  private static ComparisonScores score(FakeStats... files) throws IOException {
    return ComparisonScorer.score("app", 1000, List.of(files), _ -> {});
  }

  private static FakeStats constant(String label, int points, double time, double free) {
    double[] times = new double[points];
    double[] frees = new double[points];
    Arrays.fill(times, time);
    Arrays.fill(frees, free);
    return new FakeStats(label, times, frees);
  }

  private static SpeedRankingRow speed(ComparisonScores score, String label) {
    return score.speed().stream()
        .filter(row -> row.contender().label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static SpaceRankingRow space(ComparisonScores score, String label) {
    return score.space().stream()
        .filter(row -> row.contender().label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void equalsInSpaceShareARankAndTimesOfOneProcessHaveNone() throws IOException {
    ComparisonScores score =
        score(
            constant("c", 100, 20, 700), constant("b", 100, 10, 800), constant("a", 100, 10, 800));
    assertEquals(
        List.of("a", "b", "c"), score.speed().stream().map(r -> r.contender().label()).toList());
    assertEquals(List.of(0, 0, 0), score.speed().stream().map(SpeedRankingRow::rank).toList());
    assertEquals(List.of(1, 1, 3), score.space().stream().map(SpaceRankingRow::rank).toList());
    SpeedRankingRow.Figures first = speed(score, "a").figures().orElseThrow();
    assertEquals(0, first.penaltyCount());
    assertEquals(100, first.best());
    SpeedRankingRow.Figures last = speed(score, "c").figures().orElseThrow();
    assertEquals(200 / 3.0, last.penaltyCount(), 1e-9);
    assertEquals(100, last.penaltyWeighted(), 1e-9);
    assertEquals(2, last.geometricRatio(), 1e-9);
    assertEquals(100, last.worst());
  }

  @Test
  void whoStopsEarlyIsLastHoweverFast() throws IOException {
    ComparisonScores score = score(constant("dies", 40, 1, 999), constant("lives", 100, 50, 10));
    SpeedRankingRow last = score.speed().getLast();
    assertEquals("dies", last.contender().label());
    assertEquals(RankingEligibility.DID_NOT_FINISH, last.eligibility());
    assertEquals(40, last.contender().stoppedAt());
    assertTrue(last.figures().isEmpty(), "never 0 ns");
    assertEquals(RankingEligibility.DID_NOT_FINISH, score.space().getLast().eligibility());
    assertEquals(50, space(score, "dies").penaltyCount() * 100 / 60, 1e-9, "last once it ended");
    assertTrue(words(score).contains("Did not finish: dies (stopped at op 40)."));
  }

  @Test
  void theTimeOfAFreeCounts() throws IOException {
    ComparisonScores score = score(new FakeStats("x", new double[] {10, 20, 30, 40, 50, 60}));
    assertEquals(35, speed(score, "x").figures().orElseThrow().average().value(), 1e-12);
  }

  @Test
  void aFileWithoutTimesIsNotRankedByThem() throws IOException {
    ComparisonScores score =
        score(constant("timed", 100, 10, 1), constant("untimed", 100, Double.NaN, 2));
    assertEquals(RankingEligibility.UNTIMED, speed(score, "untimed").eligibility());
    assertEquals(RankingEligibility.NOT_RANKED, speed(score, "timed").eligibility());
    assertEquals(1, space(score, "untimed").rank());
  }

  private static List<String> words(ComparisonScores score) {
    return ComparisonFindingFinder.of(score, ComparisonFindingFinder.DEFAULT_TOLERANCE).stream()
        .map(FindingWords::of)
        .toList();
  }
}
