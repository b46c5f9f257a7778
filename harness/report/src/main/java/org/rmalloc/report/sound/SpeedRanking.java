// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rmalloc.replay.result.Timing;

/**
 * Rows of a ranking by the mean time of an op over the forks, as {@link TimeRanks} says. Of files
 * without forks times are shown, and nothing is ranked.
 */
final class SpeedRanking {
  private final List<ScoredContender> contenders;
  private final TimeContest points;
  private final TimeRanks ranks;

  SpeedRanking(List<ScoredContender> contenders, TimeContest points, Optional<Noise> noise) {
    this.contenders = contenders;
    this.points = points;
    ranks = new TimeRanks(contenders.stream().map(SpeedRanking::rival).toList(), noise);
  }

  private static Optional<Timing> rival(ScoredContender contender) {
    return contender.finished() && !contender.isLowerBound()
        ? contender.timing()
        : Optional.empty();
  }

  List<SpeedRow> rows() {
    return IntStream.range(0, contenders.size())
        .mapToObj(this::row)
        .sorted(
            Comparator.comparing((SpeedRow row) -> group(row.standing()))
                .thenComparingInt(SpeedRow::rank)
                .thenComparingDouble(
                    row -> row.figures().map(figures -> figures.average().value()).orElse(0.0))
                .thenComparing(row -> row.contender().label()))
        .toList();
  }

  /** Ranked and not ranked, if there are both, stand together. */
  private static Standing group(Standing standing) {
    return standing == Standing.NOT_RANKED ? Standing.RANKED : standing;
  }

  private SpeedRow row(int i) {
    ScoredContender contender = contenders.get(i);
    boolean shown = contender.finished() && contender.timed();
    return new SpeedRow(
        contender, standing(i), ranks.rank(i), shown ? Optional.of(figures(i)) : Optional.empty());
  }

  private Standing standing(int i) {
    ScoredContender contender = contenders.get(i);
    if (!contender.finished()) {
      return Standing.DID_NOT_FINISH;
    }
    if (!contender.timed()) {
      return Standing.UNTIMED;
    }
    if (contender.isLowerBound()) {
      return Standing.LOWER_BOUND;
    }
    return ranks.isRanked(i) ? Standing.RANKED : Standing.NOT_RANKED;
  }

  private SpeedRow.Figures figures(int i) {
    ScoredContender contender = contenders.get(i);
    int fastest = fastest().orElse(i);
    Interval average = average(i);
    return new SpeedRow.Figures(
        points.penaltyCount(i),
        points.penaltyWeighted(i),
        points.best(i),
        points.worst(i),
        average,
        ranks.isCompared(i) && ranks.isCompared(fastest)
            ? ranks.ratio(i, fastest)
            : Interval.unknown(average.value() / average(fastest).value()),
        points.geometricRatio(i, fastest),
        ranks.differ(i, fastest),
        contender.median(),
        contender.p99(),
        contender.slowest(),
        ranks.hasShortestWait(i),
        contender.longestPause(),
        contender.resolution());
  }

  private Interval average(int i) {
    return ranks.isCompared(i)
        ? ranks.interval(i)
        : contenders
            .get(i)
            .timing()
            .map(SpeedRanking::alone)
            .orElseGet(() -> Interval.unknown(points.average(i)));
  }

  private static Interval alone(Timing timing) {
    return new ForkComparison(List.of(ForkSample.ofThroughput(timing)), List.of(), 0).interval(0);
  }

  /** The contender with the smallest mean; empty where only bounds are timed. */
  private Optional<Integer> fastest() {
    return IntStream.range(0, contenders.size())
        .boxed()
        .filter(i -> contenders.get(i).finished() && contenders.get(i).timed())
        .filter(i -> !contenders.get(i).isLowerBound())
        .min(Comparator.comparingDouble(i -> average(i).value()));
  }
}
