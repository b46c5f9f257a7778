// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.scoring2014.PointwiseComparison.Rule;
import org.rmalloc.report.scoring2014.PointwiseComparison.Score;

/**
 * Scores the files of one application as the 2014 tool did. Takes 16 bytes a point and file, and
 * O(points · n log n) for n files.
 */
public final class Scoring2014 {
  private static final Comparator<ScoreTable2014.Row> BEST_FIRST =
      Comparator.comparingDouble(ScoreTable2014.Row::penaltyCount)
          .thenComparing(ScoreTable2014.Row::label);

  private final List<ScoredSeries2014> series;
  private final int[] lengths;

  private Scoring2014(List<ScoredSeries2014> series, int[] lengths) {
    this.series = series;
    this.lengths = lengths;
  }

  /**
   * Scores files of one trace.
   *
   * @param files at least one, in argument order, which decides ties
   * @param heapSizes that occur among them, ascending
   */
  public static ScoreTable2014 score(
      String app, List<? extends StatsFile> files, List<Long> heapSizes) throws IOException {
    List<ScoredSeries2014> read = new ArrayList<>();
    for (StatsFile file : files) {
      read.add(ScoredSeries2014.of(file));
    }
    int[] lengths = read.stream().mapToInt(ScoredSeries2014::length).toArray();
    int points = Arrays.stream(lengths).max().orElseThrow();
    List<ScoredSeries2014> padded = read.stream().map(one -> one.padded(points)).toList();
    return new Scoring2014(padded, lengths).table(app, points, heapSizes);
  }

  private ScoreTable2014 table(String app, int points, List<Long> heapSizes) {
    return new ScoreTable2014(app, points, heapSizes, speed(points), space(points));
  }

  private List<ScoreTable2014.Speed> speed(int points) {
    List<double[]> times = series.stream().map(ScoredSeries2014::times).toList();
    List<Score> scores = new PointwiseComparison(times, Rule.LESS_IS_BETTER).scores();
    List<ScoreTable2014.Speed> rows = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      rows.add(speedRow(i, scores.get(i), points));
    }
    rows.sort(BEST_FIRST);
    return rows;
  }

  private ScoreTable2014.Speed speedRow(int i, Score score, int points) {
    double[] sorted = series.get(i).times().clone();
    Arrays.sort(sorted);
    return new ScoreTable2014.Speed(
        series.get(i).label(),
        score.penaltyCount,
        score.penaltyWeighted,
        score.best,
        score.worst,
        (long) Math.floor(Arrays.stream(sorted).sum() / points),
        sorted[points / 2],
        lengths[i] == points);
  }

  private List<ScoreTable2014.Space> space(int points) {
    List<double[]> spaces = series.stream().map(ScoredSeries2014::spaces).toList();
    List<Score> scores = new PointwiseComparison(spaces, Rule.MORE_IS_BETTER).scores();
    List<ScoreTable2014.Space> rows = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      Score score = scores.get(i);
      rows.add(
          new ScoreTable2014.Space(
              series.get(i).label(),
              score.penaltyCount,
              score.penaltyWeighted,
              score.best,
              score.worst,
              lengths[i] == points));
    }
    rows.sort(BEST_FIRST);
    return rows;
  }
}
