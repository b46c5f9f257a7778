// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rmalloc.replay.result.TimingResult;

/**
 * Rows of a ranking by the mean time of an op over the forks, as {@link TimeRanks} says. Of files
 * without forks times are shown, and nothing is ranked.
 */
final class SpeedRanking {
  private final List<ComparedContender> contenders;
  private final SameOpTimeComparison points;
  private final TimeRanks ranks;

  SpeedRanking(
      List<ComparedContender> contenders,
      SameOpTimeComparison points,
      Optional<MachineNoise> noise) {
    this.contenders = contenders;
    this.points = points;
    ranks = new TimeRanks(contenders.stream().map(SpeedRanking::rival).toList(), noise);
  }

  private static Optional<TimingResult> rival(ComparedContender contender) {
    return contender.finished() && !contender.isLowerBound()
        ? contender.timing()
        : Optional.empty();
  }

  List<SpeedRankingRow> rows() {
    return IntStream.range(0, contenders.size())
        .mapToObj(this::row)
        .sorted(
            Comparator.comparing((SpeedRankingRow row) -> group(row.eligibility()))
                .thenComparingInt(SpeedRankingRow::rank)
                .thenComparingDouble(
                    row -> row.figures().map(figures -> figures.average().value()).orElse(0.0))
                .thenComparing(row -> row.contender().label()))
        .toList();
  }

  /** Ranked and not ranked, if there are both, stand together. */
  private static RankingEligibility group(RankingEligibility eligibility) {
    return eligibility == RankingEligibility.NOT_RANKED ? RankingEligibility.RANKED : eligibility;
  }

  private SpeedRankingRow row(int i) {
    ComparedContender contender = contenders.get(i);
    boolean shown = contender.finished() && contender.timed();
    return new SpeedRankingRow(
        contender,
        eligibility(i),
        ranks.rank(i),
        shown ? Optional.of(figures(i)) : Optional.empty());
  }

  private RankingEligibility eligibility(int i) {
    ComparedContender contender = contenders.get(i);
    if (!contender.finished()) {
      return RankingEligibility.DID_NOT_FINISH;
    }
    if (!contender.timed()) {
      return RankingEligibility.UNTIMED;
    }
    if (contender.isLowerBound()) {
      return RankingEligibility.LOWER_BOUND;
    }
    return ranks.isRanked(i) ? RankingEligibility.RANKED : RankingEligibility.NOT_RANKED;
  }

  private SpeedRankingRow.Figures figures(int i) {
    ComparedContender contender = contenders.get(i);
    int fastest = fastest().orElse(i);
    ConfidenceInterval average = average(i);
    return new SpeedRankingRow.Figures(
        points.penaltyCount(i),
        points.penaltyWeighted(i),
        points.best(i),
        points.worst(i),
        average,
        ranks.isCompared(i) && ranks.isCompared(fastest)
            ? ranks.ratio(i, fastest)
            : ConfidenceInterval.unknown(average.value() / average(fastest).value()),
        points.geometricRatio(i, fastest),
        ranks.differ(i, fastest),
        ranks.isRanked(i) && ranks.isRanked(fastest) ? ranks.chanceRatio(i, fastest) : 1,
        contender.median(),
        contender.p99(),
        contender.slowest(),
        ranks.hasShortestWait(i),
        contender.longestPause(),
        contender.resolution());
  }

  private ConfidenceInterval average(int i) {
    return ranks.isCompared(i)
        ? ranks.interval(i)
        : contenders
            .get(i)
            .timing()
            .map(SpeedRanking::alone)
            .orElseGet(() -> ConfidenceInterval.unknown(points.average(i)));
  }

  private static ConfidenceInterval alone(TimingResult timing) {
    return new ForkTimeComparison(List.of(FigureByFork.ofThroughput(timing)), 0).interval(0);
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
