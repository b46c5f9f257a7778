package org.rmalloc.report.sound;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.rmalloc.replay.result.Summary;
import org.rmalloc.report.sound.Bootstrap.Means;

/**
 * Ranks allocators by their mean time of a request. One ranks behind another only if the difference
 * of their means is more than chance: if 0 lies outside an interval that all pairs together miss
 * with a probability of 5 % at the most (Bonferroni, over ordered pairs: which of two is the faster
 * is itself taken from the data).
 */
final class SpeedRanking {
  private static final double CHANCE = 0.05;

  private final List<ScoredContender> contenders;
  private final TimeContest contest;
  private final Bootstrap bootstrap;
  private final int[] ranked;

  SpeedRanking(List<ScoredContender> contenders, TimeContest contest) {
    this.contenders = contenders;
    this.contest = contest;
    this.bootstrap = contest.bootstrap();
    this.ranked =
        IntStream.range(0, contenders.size())
            .filter(i -> standing(contenders.get(i)) == Standing.RANKED)
            .toArray();
  }

  private static Standing standing(ScoredContender contender) {
    if (!contender.finished()) {
      return Standing.DID_NOT_FINISH;
    }
    if (!contender.timed()) {
      return Standing.UNTIMED;
    }
    return contender.isLowerBound() ? Standing.LOWER_BOUND : Standing.RANKED;
  }

  List<SpeedRow> rows() {
    return IntStream.range(0, contenders.size())
        .mapToObj(this::row)
        .sorted(
            Comparator.comparing(SpeedRow::standing)
                .thenComparingInt(SpeedRow::rank)
                .thenComparingDouble(
                    row -> row.figures().map(figures -> figures.average().value()).orElse(0.0))
                .thenComparing(row -> row.contender().label()))
        .toList();
  }

  private SpeedRow row(int i) {
    ScoredContender contender = contenders.get(i);
    Standing standing = standing(contender);
    boolean shown = standing == Standing.RANKED || standing == Standing.LOWER_BOUND;
    return new SpeedRow(
        contender,
        standing,
        standing == Standing.RANKED ? rank(i) : 0,
        shown ? Optional.of(figures(i)) : Optional.empty());
  }

  private int rank(int i) {
    return 1 + (int) IntStream.of(ranked).filter(other -> isFaster(other, i)).count();
  }

  private boolean isFaster(int i, int other) {
    return average(i) < average(other) && differ(i, other);
  }

  private boolean differ(int i, int other) {
    return excludesNought(contest.difference(i, other));
  }

  private boolean excludesNought(ToDoubleFunction<Means> figure) {
    double pairs = Math.max(2, ranked.length * (ranked.length - 1.0));
    Interval interval = bootstrap.interval(figure, CHANCE / pairs);
    return interval.isKnown() && (interval.low() > 0 || interval.high() < 0);
  }

  private double average(int i) {
    return bootstrap.interval(contest.average(i)).value();
  }

  /** The ranked allocator with the least mean; the bound itself where it is alone. */
  private OptionalInt best() {
    return IntStream.of(ranked)
        .boxed()
        .min(Comparator.comparingDouble(this::average))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private SpeedRow.Figures figures(int i) {
    ScoredContender contender = contenders.get(i);
    int best = best().orElse(i);
    return new SpeedRow.Figures(
        percent(contest.penaltyCount(i)),
        percent(contest.penaltyWeighted(i)),
        percent(contest.best(i)),
        percent(contest.worst(i)),
        bootstrap.positiveInterval(contest.average(i)),
        bootstrap.positiveInterval(contest.ratio(i, best)),
        bootstrap.interval(contest.difference(i, best)),
        bootstrap.positiveInterval(contest.geometricRatio(i, best)),
        i != best && differ(i, best),
        i != best && excludesNought(contest.logRatio(i, best)),
        contender.latency(0.5),
        contender.latency(0.99),
        contender.slowest(),
        contender.longestPause(),
        contender.resolution(),
        contender.summary().flatMap(Summary::timing).map(timing -> timing.throughput()));
  }

  private Interval percent(ToDoubleFunction<Means> figure) {
    Interval open = bootstrap.interval(figure);
    return new Interval(open.value(), Math.max(0, open.low()), open.high());
  }
}
