package org.rmalloc.report.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.Result;
import org.rmalloc.report.sound.Noise;
import org.rmalloc.report.sound.ScoredContender;
import org.rmalloc.report.sound.SoundScore;
import org.rmalloc.report.sound.SpaceRow;
import org.rmalloc.report.sound.SpeedRow;
import org.rmalloc.report.sound.Standing;

/** Finds what results show. */
public final class Findings {
  private final SoundScore score;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(SoundScore score) {
    this.score = score;
  }

  /** What results of one trace and heap show, the most important first. */
  public static List<Finding> of(SoundScore score) {
    Findings found = new Findings(score);
    found.choice();
    found.footprint();
    found.time();
    found.worstCase();
    found.relocations();
    found.unfinished();
    found.lowerBounds();
    return List.copyOf(found.findings);
  }

  /**
   * Whoever is not dominated: no other takes no more memory, is not behind in time beyond chance,
   * and is better in one of the two.
   */
  private void choice() {
    List<Rival> rivals = rivals();
    List<Finding.Candidate> front =
        rivals.stream()
            .filter(one -> rivals.stream().noneMatch(other -> other.dominates(one)))
            .map(Rival::candidate)
            .sorted(Comparator.comparingDouble(Finding.Candidate::footprint))
            .toList();
    if (rivals.size() > 1) {
      findings.add(new Finding.Choice(front));
    }
  }

  private record Rival(Finding.Candidate candidate, int timeRank) {
    boolean dominates(Rival other) {
      double mine = candidate.footprint();
      double theirs = other.candidate.footprint();
      return mine <= theirs
          && timeRank <= other.timeRank
          && (mine < theirs || timeRank < other.timeRank);
    }
  }

  private List<Rival> rivals() {
    List<Rival> rivals = new ArrayList<>();
    for (SpeedRow speed : score.speed()) {
      score.space().stream()
          .filter(space -> space.contender() == speed.contender())
          .filter(space -> space.footprint().isPresent())
          .filter(_ -> speed.standing() == Standing.RANKED)
          .forEach(
              space ->
                  rivals.add(
                      new Rival(
                          new Finding.Candidate(
                              speed.contender().label(),
                              space.footprint().getAsDouble(),
                              speed.figures().orElseThrow().average().value()),
                          speed.rank())));
    }
    return rivals;
  }

  /**
   * What the smallest heaps show.
   *
   * @param results of one trace, in whatever heaps
   */
  public static List<Finding> ofSmallestHeaps(List<Result> results) {
    List<Header> searched =
        results.stream()
            .map(Result::header)
            .filter(header -> !header.isLowerBound())
            .filter(header -> header.smallestHeap().bytes().isPresent())
            .sorted(Comparator.comparingLong(header -> header.smallestHeap().bytes().getAsLong()))
            .toList();
    List<Finding> findings = new ArrayList<>();
    Optional<Finding.Need> next = searched.stream().skip(1).findFirst().map(Findings::need);
    searched.stream()
        .findFirst()
        .ifPresent(first -> findings.add(new Finding.SmallestHeap(need(first), next)));
    moving(searched).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> moving(List<Header> searched) {
    Predicate<Header> relocates = header -> header.can(Capability.RELOCATES);
    Optional<Header> moving = searched.stream().filter(relocates).findFirst();
    Optional<Header> fixed = searched.stream().filter(relocates.negate()).findFirst();
    return moving.isPresent() && fixed.isPresent()
        ? Optional.of(
            new Finding.Moving(need(moving.get()), need(fixed.get()), moving.get().locks()))
        : Optional.empty();
  }

  private static Finding.Need need(Header header) {
    long bytes = header.smallestHeap().bytes().getAsLong();
    double factor = header.peakLive() == 0 ? Double.NaN : (double) bytes / header.peakLive();
    return new Finding.Need(header.label(), bytes, factor);
  }

  private void footprint() {
    List<SpaceRow> ranked =
        score.space().stream().filter(row -> row.standing() == Standing.RANKED).toList();
    List<SpaceRow> first = ranked.stream().filter(row -> row.rank() == 1).toList();
    if (first.isEmpty()) {
      return;
    }
    List<String> labels = labels(first.stream().map(SpaceRow::contender).toList());
    SpaceRow best = first.getFirst();
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
            ranked.stream().filter(row -> row.rank() > 1).findFirst().map(Findings::next)));
  }

  private static Finding.SmallestFootprint.Next next(SpaceRow row) {
    return new Finding.SmallestFootprint.Next(
        row.contender().label(), row.footprint().getAsDouble());
  }

  private void time() {
    List<SpeedRow> ranked = score.speed().stream().filter(row -> row.rank() > 0).toList();
    List<SpeedRow> first = ranked.stream().filter(row -> row.rank() == 1).toList();
    List<String> labels = labels(first.stream().map(SpeedRow::contender).toList());
    if (first.size() < ranked.size()) {
      findings.add(
          new Finding.ShortestTime(
              labels, first.getFirst().figures().orElseThrow().average().value()));
    } else if (ranked.size() > 1) {
      findings.add(new Finding.NoDifference(labels));
    }
    noise();
  }

  private void noise() {
    boolean blurred = score.noise().filter(Noise::blursRanks).isPresent();
    List<ScoredContender> unranked =
        score.speed().stream()
            .filter(row -> row.standing() == Standing.NOT_RANKED)
            .map(SpeedRow::contender)
            .toList();
    if (!unranked.isEmpty() && !blurred) {
      findings.add(new Finding.TooFewForks(labels(unranked)));
    }
    noise(score.noise()).ifPresent(findings::add);
  }

  /** That the machine was noisy, if it was. */
  public static Optional<Finding> noise(Optional<Noise> noise) {
    return noise
        .filter(one -> one.isWorthSaying() || one.blursRanks())
        .map(
            one ->
                new Finding.NoisyMachine(
                    one.wallPerCpu(), one.noopSpread(), one.load(), !one.blursRanks()));
  }

  private void worstCase() {
    for (SpeedRow row : score.speed()) {
      row.figures()
          .filter(SpeedRow.Figures::shortestWait)
          .ifPresent(
              figures ->
                  findings.add(
                      new Finding.BestWorstCase(row.contender().label(), figures.slowest())));
    }
  }

  private void relocations() {
    List<Finding.Relocation> each = new ArrayList<>();
    for (ScoredContender contender : score.contenders()) {
      contender
          .space()
          .filter(space -> space.compactions().count() > 0)
          .ifPresent(space -> each.add(relocation(contender, space.compactions())));
    }
    if (!each.isEmpty()) {
      findings.add(new Finding.Relocations(each));
    }
  }

  private static Finding.Relocation relocation(ScoredContender contender, CompactionTotals totals) {
    return new Finding.Relocation(
        contender.label(), totals.count(), totals.bytesMoved(), contender.longestPause());
  }

  private void unfinished() {
    List<Finding.Failure> each =
        score.contenders().stream()
            .filter(contender -> !contender.finished())
            .map(contender -> new Finding.Failure(contender.label(), contender.reason()))
            .toList();
    if (!each.isEmpty()) {
      findings.add(new Finding.Unfinished(each));
    }
  }

  private void lowerBounds() {
    List<ScoredContender> bounds =
        score.contenders().stream().filter(ScoredContender::isLowerBound).toList();
    if (!bounds.isEmpty()) {
      findings.add(new Finding.LowerBounds(labels(bounds)));
    }
  }

  private static List<String> labels(List<ScoredContender> contenders) {
    return contenders.stream().map(ScoredContender::label).toList();
  }
}
