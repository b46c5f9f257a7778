// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.rmalloc.replay.result.SpaceFigures;

/**
 * Ranks allocators by their peak footprint; where some file does not tell it, as none of 2014 does,
 * by what was missing of the heap, geometric mean over the ops. Equals share a rank.
 */
final class SpaceRanking {
  private final List<ComparedContender> contenders;
  private final LargestFreeComparison comparison;
  private final List<Integer> ranked;
  private final boolean footprints;

  SpaceRanking(List<ComparedContender> contenders, LargestFreeComparison comparison) {
    this.contenders = contenders;
    this.comparison = comparison;
    this.ranked =
        IntStream.range(0, contenders.size())
            .filter(i -> eligibility(contenders.get(i)) == RankingEligibility.RANKED)
            .boxed()
            .toList();
    this.footprints = contenders.stream().allMatch(c -> c.summary().isPresent());
  }

  private static RankingEligibility eligibility(ComparedContender contender) {
    if (!contender.finished()) {
      return RankingEligibility.DID_NOT_FINISH;
    }
    return contender.isLowerBound() ? RankingEligibility.LOWER_BOUND : RankingEligibility.RANKED;
  }

  List<SpaceRankingRow> rows() {
    ToDoubleFunction<SpaceRankingRow> key = row -> key(row.contender().index());
    return IntStream.range(0, contenders.size())
        .mapToObj(this::row)
        .sorted(
            Comparator.comparing(SpaceRankingRow::eligibility)
                .thenComparingInt(SpaceRankingRow::rank)
                .thenComparingDouble(key)
                .thenComparing(row -> row.contender().label()))
        .toList();
  }

  private SpaceRankingRow row(int i) {
    ComparedContender contender = contenders.get(i);
    RankingEligibility eligibility = eligibility(contender);
    OptionalDouble footprint = footprint(contender);
    return new SpaceRankingRow(
        contender,
        eligibility,
        eligibility == RankingEligibility.RANKED ? rank(i) : 0,
        footprint,
        eligibility == RankingEligibility.DID_NOT_FINISH
            ? OptionalDouble.empty()
            : ratio(footprint),
        contender.header().heapSize() - contender.minimumLargestFree(),
        comparison.penaltyCount(i),
        eligibility == RankingEligibility.DID_NOT_FINISH
            ? Double.NaN
            : comparison.penaltyWeighted(i),
        comparison.best(i),
        comparison.worst(i));
  }

  private int rank(int i) {
    return 1 + (int) ranked.stream().filter(other -> key(other) < key(i)).count();
  }

  /** What comes first is least; who could not even begin has no footprint and comes last. */
  private double key(int i) {
    return footprints
        ? footprint(contenders.get(i)).orElse(Double.POSITIVE_INFINITY)
        : comparison.penaltyWeighted(i);
  }

  private OptionalDouble ratio(OptionalDouble footprint) {
    OptionalDouble best =
        ranked.stream()
            .map(i -> footprint(contenders.get(i)))
            .flatMapToDouble(OptionalDouble::stream)
            .min();
    return footprint.isPresent() && best.isPresent() && best.getAsDouble() > 0
        ? OptionalDouble.of(footprint.getAsDouble() / best.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble footprint(ComparedContender contender) {
    return contender
        .space()
        .map(SpaceFigures::peaks)
        .map(peaks -> OptionalDouble.of((double) peaks.footprintBytes()))
        .orElse(OptionalDouble.empty());
  }
}
