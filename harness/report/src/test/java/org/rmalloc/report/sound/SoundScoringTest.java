package org.rmalloc.report.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.finding.Findings;

class SoundScoringTest {
  private static SoundScore score(FakeStats... files) throws IOException {
    return SoundScoring.score("app", 1000, List.of(files), _ -> {});
  }

  private static FakeStats constant(String label, int points, double time, double free) {
    double[] times = new double[points];
    double[] frees = new double[points];
    Arrays.fill(times, time);
    Arrays.fill(frees, free);
    return new FakeStats(label, times, frees);
  }

  private static SpeedRow speed(SoundScore score, String label) {
    return score.speed().stream()
        .filter(row -> row.contender().label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static SpaceRow space(SoundScore score, String label) {
    return score.space().stream()
        .filter(row -> row.contender().label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void equalsShareARankAndTheNextCountsThem() throws IOException {
    SoundScore score =
        score(
            constant("c", 100, 20, 700), constant("b", 100, 10, 800), constant("a", 100, 10, 800));
    assertEquals(
        List.of("a", "b", "c"), score.speed().stream().map(r -> r.contender().label()).toList());
    assertEquals(List.of(1, 1, 3), score.speed().stream().map(SpeedRow::rank).toList());
    assertEquals(List.of(1, 1, 3), score.space().stream().map(SpaceRow::rank).toList());
    SpeedRow.Figures first = speed(score, "a").figures().orElseThrow();
    assertEquals(0, first.penaltyCount().value());
    assertEquals(100, first.best().value());
    SpeedRow.Figures last = speed(score, "c").figures().orElseThrow();
    assertEquals(200 / 3.0, last.penaltyCount().value(), 1e-9);
    assertEquals(100, last.penaltyWeighted().value(), 1e-9);
    assertEquals(2, last.geometricRatio().value(), 1e-9);
    assertEquals(100, last.worst().value());
  }

  @Test
  void whoStopsEarlyIsLastHoweverFast() throws IOException {
    SoundScore score = score(constant("dies", 40, 1, 999), constant("lives", 100, 50, 10));
    SpeedRow last = score.speed().getLast();
    assertEquals("dies", last.contender().label());
    assertEquals(Standing.DID_NOT_FINISH, last.standing());
    assertEquals(40, last.contender().stoppedAt());
    assertTrue(last.figures().isEmpty(), "never 0 ns");
    assertEquals(Standing.DID_NOT_FINISH, score.space().getLast().standing());
    assertEquals(50, space(score, "dies").penaltyCount() * 100 / 60, 1e-9, "last once it ended");
    assertTrue(words(score).contains("Did not finish: dies (stopped at op 40)."));
  }

  @Test
  void theTimeOfAFreeCounts() throws IOException {
    SoundScore score = score(new FakeStats("x", new double[] {10, 20, 30, 40, 50, 60}));
    assertEquals(35, speed(score, "x").figures().orElseThrow().average().value(), 1e-12);
  }

  @Test
  void aFileWithoutTimesIsNotRankedByThem() throws IOException {
    SoundScore score =
        score(constant("timed", 100, 10, 1), constant("untimed", 100, Double.NaN, 2));
    assertEquals(Standing.UNTIMED, speed(score, "untimed").standing());
    assertEquals(1, speed(score, "timed").rank());
    assertEquals(1, space(score, "untimed").rank());
  }

  @Test
  void oneSlowOpDoesNotHideWhatNearlyEveryOpShows() throws IOException {
    double[] spiky = new double[1000];
    Arrays.fill(spiky, 20);
    spiky[0] = 1e6;
    SoundScore score = score(constant("even", 1000, 10, 0), new FakeStats("spiky", spiky));
    SpeedRow.Figures figures = speed(score, "spiky").figures().orElseThrow();
    assertFalse(figures.differs(), "one op makes nearly all of the mean");
    assertTrue(figures.typicallyDiffers());
    assertTrue(
        words(score)
            .contains(
                "Of these, spiky takes longer at a typical op; a few slow ops blur the means."));
  }

  @Test
  void joinedBlocksLoseNothing() throws IOException {
    double[] times = new double[300_000];
    Arrays.setAll(times, i -> 10 + i % 7);
    SpeedRow.Figures figures = speed(score(new FakeStats("x", times)), "x").figures().orElseThrow();
    double mean = Arrays.stream(times).average().orElseThrow();
    assertEquals(mean, figures.average().value(), 1e-9, "blocks were joined, nothing was lost");
  }

  private static List<String> words(SoundScore score) {
    return Findings.of(score).stream().map(FindingWords::of).toList();
  }
}
