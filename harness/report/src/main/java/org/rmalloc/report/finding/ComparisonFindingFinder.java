// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.sound.ComparedContender;
import org.rmalloc.report.sound.ComparisonScores;
import org.rmalloc.report.sound.MachineNoise;
import org.rmalloc.report.sound.RankingEligibility;
import org.rmalloc.report.sound.SpaceRankingRow;
import org.rmalloc.report.sound.SpeedRankingRow;

/** Finds what results show. */
public final class ComparisonFindingFinder {
  /** Within 2 % contenders count as equal. */
  public static final double DEFAULT_TOLERANCE = 0.02;

  private final ComparisonScores score;
  private final double tolerance;
  private final List<Finding> findings = new ArrayList<>();

  private ComparisonFindingFinder(ComparisonScores score, double tolerance) {
    this.score = score;
    this.tolerance = tolerance;
  }

  /**
   * What results of one trace and heap show, the most important first.
   *
   * @param tolerance a share, from 0: what differs by no more counts as equal
   */
  public static List<Finding> of(ComparisonScores score, double tolerance) {
    ComparisonFindingFinder found = new ComparisonFindingFinder(score, tolerance);
    found.recommendation();
    found.footprint();
    found.time();
    found.worstCase();
    found.relocations();
    found.unfinished();
    found.lowerBounds();
    return List.copyOf(found.findings);
  }

  private void recommendation() {
    Finding.Effort effort = effort();
    List<TradeOffRecommender.Rival> rivals = rivals(effort);
    if (rivals.size() == 1 && score.contenders().size() > 1) {
      findings.add(new Finding.OnlyFinished(rivals.getFirst().candidate()));
    } else if (rivals.size() > 1) {
      TradeOffRecommender tradeOff = new TradeOffRecommender(rivals, tolerance);
      findings.addAll(tradeOff.findings(effort));
      conditions(tradeOff.chosen().getFirst().label());
    }
  }

  /** Times, if all that finished are ranked by them; else the cost, which no noise touches. */
  private Finding.Effort effort() {
    boolean ranked =
        score.speed().stream()
            .filter(row -> row.contender().finished() && !row.contender().isLowerBound())
            .allMatch(row -> row.eligibility() == RankingEligibility.RANKED);
    return ranked ? Finding.Effort.TIME : Finding.Effort.COST;
  }

  private List<TradeOffRecommender.Rival> rivals(Finding.Effort effort) {
    List<TradeOffRecommender.Rival> rivals = new ArrayList<>();
    for (SpeedRankingRow row : score.speed()) {
      if (row.contender().finished() && !row.contender().isLowerBound()) {
        footprint(row.contender())
            .ifPresent(footprint -> effort(row, effort, footprint).ifPresent(rivals::add));
      }
    }
    return rivals;
  }

  private OptionalDouble footprint(ComparedContender contender) {
    return score.space().stream()
        .filter(row -> row.contender() == contender)
        .findFirst()
        .map(SpaceRankingRow::footprint)
        .orElse(OptionalDouble.empty());
  }

  private static Optional<TradeOffRecommender.Rival> effort(
      SpeedRankingRow row, Finding.Effort effort, double footprint) {
    String label = row.contender().label();
    return switch (effort) {
      case TIME ->
          row.figures()
              .map(
                  figures ->
                      new TradeOffRecommender.Rival(
                          new Finding.Candidate(label, footprint, figures.average().value()),
                          row.rank()));
      case COST ->
          row.contender()
              .result()
              .map(ContenderFigures::of)
              .filter(figures -> figures.costPerOp().isPresent())
              .map(
                  figures ->
                      new TradeOffRecommender.Rival(
                          new Finding.Candidate(
                              label, footprint, figures.costPerOp().getAsDouble()),
                          0));
    };
  }

  /** What would change the recommendation, where the smallest heaps are known. */
  private void conditions(String chosen) {
    List<AllocStatsHeader> headers =
        score.contenders().stream()
            .flatMap(contender -> contender.making().stream())
            .filter(header -> !header.isLowerBound())
            .toList();
    headers.stream()
        .filter(header -> header.label().equals(chosen))
        .filter(header -> header.smallestHeap().bytes().isPresent())
        .findFirst()
        .ifPresent(header -> findings.add(conditions(need(header), headers, header.locks())));
  }

  private Finding.Conditions conditions(
      Finding.Need chosen, List<AllocStatsHeader> headers, String locks) {
    List<Finding.Need> smaller = new ArrayList<>();
    double limit = chosen.bytes();
    for (Finding.Need need :
        headers.stream()
            .filter(header -> header.smallestHeap().bytes().isPresent())
            .map(ComparisonFindingFinder::need)
            .sorted(Comparator.comparingLong(Finding.Need::bytes).reversed())
            .toList()) {
      if (need.bytes() * (1 + tolerance) < limit) {
        smaller.add(need);
        limit = need.bytes();
      }
    }
    return new Finding.Conditions(
        chosen,
        smaller,
        pauseBytes(chosen.label()),
        headers.stream()
            .filter(header -> header.can(Capability.RELOCATES))
            .map(AllocStatsHeader::label)
            .toList(),
        locks);
  }

  private long pauseBytes(String label) {
    return score.contenders().stream()
        .filter(contender -> contender.label().equals(label))
        .flatMap(contender -> contender.space().stream())
        .mapToLong(space -> space.compactions().pauseBytes())
        .findFirst()
        .orElse(0);
  }

  /**
   * What the smallest heaps show.
   *
   * @param results of one trace, in whatever heaps
   */
  public static List<Finding> ofSmallestHeaps(List<TrialResult> results) {
    List<AllocStatsHeader> searched =
        results.stream()
            .map(TrialResult::header)
            .filter(header -> !header.isLowerBound())
            .filter(header -> header.smallestHeap().bytes().isPresent())
            .sorted(Comparator.comparingLong(header -> header.smallestHeap().bytes().getAsLong()))
            .toList();
    List<Finding> findings = new ArrayList<>();
    Optional<Finding.Need> next =
        searched.stream().skip(1).findFirst().map(ComparisonFindingFinder::need);
    searched.stream()
        .findFirst()
        .ifPresent(first -> findings.add(new Finding.SmallestHeapResult(need(first), next)));
    moving(searched).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> moving(List<AllocStatsHeader> searched) {
    Predicate<AllocStatsHeader> relocates = header -> header.can(Capability.RELOCATES);
    Optional<AllocStatsHeader> moving = searched.stream().filter(relocates).findFirst();
    Optional<AllocStatsHeader> fixed = searched.stream().filter(relocates.negate()).findFirst();
    return moving.isPresent() && fixed.isPresent()
        ? Optional.of(
            new Finding.Moving(need(moving.get()), need(fixed.get()), moving.get().locks()))
        : Optional.empty();
  }

  private static Finding.Need need(AllocStatsHeader header) {
    long bytes = header.smallestHeap().bytes().getAsLong();
    double factor = header.peakLive() == 0 ? Double.NaN : (double) bytes / header.peakLive();
    return new Finding.Need(header.label(), bytes, factor);
  }

  private void footprint() {
    List<SpaceRankingRow> ranked =
        score.space().stream()
            .filter(row -> row.eligibility() == RankingEligibility.RANKED)
            .toList();
    List<SpaceRankingRow> first = ranked.stream().filter(row -> row.rank() == 1).toList();
    if (first.isEmpty()) {
      return;
    }
    List<String> labels = labels(first.stream().map(SpaceRankingRow::contender).toList());
    SpaceRankingRow best = first.getFirst();
    if (best.footprint().isEmpty()) {
      findings.add(new Finding.LargestRemainder(labels));
      return;
    }
    double footprint = best.footprint().getAsDouble();
    double peak = best.contender().peakUsed();
    findings.add(
        new Finding.SmallestFootprint(
            labels,
            footprint,
            peak > 0 ? OptionalDouble.of(footprint / peak) : OptionalDouble.empty(),
            ranked.stream()
                .filter(row -> row.rank() > 1)
                .findFirst()
                .map(ComparisonFindingFinder::next)));
  }

  private static Finding.SmallestFootprint.Next next(SpaceRankingRow row) {
    return new Finding.SmallestFootprint.Next(
        row.contender().label(), row.footprint().getAsDouble());
  }

  private void time() {
    List<SpeedRankingRow> ranked = score.speed().stream().filter(row -> row.rank() > 0).toList();
    List<SpeedRankingRow> first = ranked.stream().filter(row -> row.rank() == 1).toList();
    List<String> labels = labels(first.stream().map(SpeedRankingRow::contender).toList());
    if (first.size() < ranked.size()) {
      findings.add(
          new Finding.ShortestTime(
              labels, first.getFirst().figures().orElseThrow().average().value()));
    } else if (ranked.size() > 1) {
      findings.add(new Finding.NoDifference(labels, chanceRatio(first)));
    }
    noise();
  }

  private static double chanceRatio(List<SpeedRankingRow> rows) {
    return rows.stream()
        .mapToDouble(row -> row.figures().orElseThrow().chanceRatio())
        .max()
        .orElseThrow();
  }

  private void noise() {
    boolean blurred = score.noise().filter(MachineNoise::blursRanks).isPresent();
    List<ComparedContender> unranked =
        score.speed().stream()
            .filter(row -> row.eligibility() == RankingEligibility.NOT_RANKED)
            .map(SpeedRankingRow::contender)
            .toList();
    if (!unranked.isEmpty() && !blurred) {
      findings.add(new Finding.TooFewForks(labels(unranked)));
    }
    noise(score.noise()).ifPresent(findings::add);
  }

  /** That the machine was noisy, if it was. */
  public static Optional<Finding> noise(Optional<MachineNoise> noise) {
    return noise
        .filter(one -> one.isWorthSaying() || one.blursRanks())
        .map(
            one ->
                new Finding.NoisyMachine(
                    one.wallPerCpu(), one.noopSpread(), one.load(), !one.blursRanks()));
  }

  private void worstCase() {
    for (SpeedRankingRow row : score.speed()) {
      row.figures()
          .filter(SpeedRankingRow.Figures::shortestWait)
          .ifPresent(
              figures ->
                  findings.add(
                      new Finding.BestWorstCase(row.contender().label(), figures.slowest())));
    }
  }

  private void relocations() {
    List<Finding.Relocation> each = new ArrayList<>();
    for (ComparedContender contender : score.contenders()) {
      contender
          .space()
          .filter(space -> space.compactions().count() > 0)
          .ifPresent(space -> each.add(relocation(contender, space.compactions())));
    }
    if (!each.isEmpty()) {
      findings.add(new Finding.Relocations(each));
    }
  }

  private static Finding.Relocation relocation(
      ComparedContender contender, CompactionTotals totals) {
    return new Finding.Relocation(
        contender.label(), totals.count(), totals.bytesMoved(), contender.longestPause());
  }

  private void unfinished() {
    List<Finding.Failure> each =
        score.contenders().stream()
            .filter(contender -> !contender.finished())
            .map(ComparisonFindingFinder::failure)
            .toList();
    if (!each.isEmpty()) {
      findings.add(new Finding.Unfinished(score.heapSize(), each));
    }
  }

  private static Finding.Failure failure(ComparedContender contender) {
    return new Finding.Failure(
        contender.label(),
        contender.reason(),
        contender
            .making()
            .filter(header -> header.smallestHeap().bytes().isPresent())
            .map(ComparisonFindingFinder::need));
  }

  private void lowerBounds() {
    List<ComparedContender> bounds =
        score.contenders().stream().filter(ComparedContender::isLowerBound).toList();
    if (!bounds.isEmpty()) {
      findings.add(new Finding.LowerBounds(labels(bounds)));
    }
  }

  private static List<String> labels(List<ComparedContender> contenders) {
    return contenders.stream().map(ComparedContender::label).toList();
  }
}
