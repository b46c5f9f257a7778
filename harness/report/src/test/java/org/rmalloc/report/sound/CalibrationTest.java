package org.rmalloc.report.sound;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do intervals cover what they say, and are equals called equal? Against known differences. */
class CalibrationTest {
  private static final int TRIALS = 1000;

  /** Times of one trace: a cost of each op that both share, and noise of their own. */
  private static double[] times(
      SplittableRandom random, double[] costs, double factor, double noise) {
    return Arrays.stream(costs)
        .map(cost -> cost * factor * Math.exp(noise * random.nextGaussian() - noise * noise / 2))
        .toArray();
  }

  /** Log-normal costs, each like the one before it where {@code memory} is near 1. */
  private static double[] costs(SplittableRandom random, int points, double memory) {
    double[] costs = new double[points];
    double log = random.nextGaussian();
    for (int i = 0; i < points; i++) {
      costs[i] = 100 * Math.exp(0.5 * log);
      log = memory * log + Math.sqrt(1 - memory * memory) * random.nextGaussian();
    }
    return costs;
  }

  private static SpeedRow.Figures slower(SoundScore score) {
    return score.speed().stream()
        .filter(row -> row.contender().label().equals("slower"))
        .findFirst()
        .orElseThrow()
        .figures()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"600, 0.7, 0.4", "160, 0.0, 0.8"})
  void intervalsCoverAKnownDifference(int points, double memory, double noise) throws IOException {
    int[] covered = new int[3];
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = costs(random, points, memory);
      double[] fast = times(random, costs, 1, noise);
      double[] slow = times(random, costs, 1.5, noise);
      SpeedRow.Figures figures =
          slower(score(new FakeStats("faster", fast), new FakeStats("slower", slow)));
      double mean = 100 * Math.exp(0.125);
      count(covered, 0, figures.meanRatio(), 1.5);
      count(covered, 1, figures.geometricRatio(), 1.5);
      count(covered, 2, figures.difference(), 0.5 * mean);
    }
    for (int count : covered) {
      assertTrue(count >= 930 && count <= 970, Arrays.toString(covered));
    }
  }

  private static void count(int[] covered, int figure, Interval interval, double truth) {
    covered[figure] += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  @ParameterizedTest
  @CsvSource({"2, 600", "3, 160"})
  void equalsAreCalledEqual(int files, int points) throws IOException {
    int same = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      double[] costs = costs(random, points, 0);
      FakeStats[] equals = new FakeStats[files];
      Arrays.setAll(equals, i -> new FakeStats("a" + i, times(random, costs, 1, 0.5)));
      SoundScore score = score(equals);
      same += score.speed().stream().allMatch(row -> row.rank() == 1) ? 1 : 0;
    }
    assertTrue(same >= 950, () -> "one is called faster too often");
  }

  @Test
  void aTrueDifferenceIsFound() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    double[] costs = costs(random, 600, 0);
    SoundScore score =
        score(
            new FakeStats("faster", times(random, costs, 1, 0.4)),
            new FakeStats("slower", times(random, costs, 1.5, 0.4)));
    assertTrue(slower(score).differs());
    assertTrue(score.speed().getLast().rank() == 2);
  }

  private static SoundScore score(FakeStats... files) throws IOException {
    return SoundScoring.score("app", 1000, List.of(files), _ -> {});
  }
}
