// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.finding.Finding;
import org.rmalloc.report.finding.TradeOffRecommender;
import org.rmalloc.report.sound.TimeRanks;

/** Finds what the results of malloc libraries show: among themselves, for their bytes are pages. */
public final class LibraryFindingFinder {
  private final List<TrialResult> results;
  private final double tolerance;
  private final TimeRanks ranks;
  private final List<Finding> findings = new ArrayList<>();

  private LibraryFindingFinder(List<TrialResult> results, double tolerance) {
    this.results = List.copyOf(results);
    this.tolerance = tolerance;
    ranks = TimeRanks.of(results);
  }

  /**
   * What the results show, the most important first.
   *
   * @param tolerance a share, from 0: what differs by no more counts as equal
   */
  public static List<Finding> of(List<TrialResult> results, double tolerance) {
    LibraryFindingFinder found = new LibraryFindingFinder(results, tolerance);
    found.recommendation();
    found.smallest();
    found.givesBack();
    found.fastest();
    found.unfinished();
    return List.copyOf(found.findings);
  }

  /** Those that finished, by index. */
  private List<Integer> finished() {
    return IntStream.range(0, results.size())
        .filter(i -> results.get(i).summary().finished())
        .boxed()
        .toList();
  }

  private String label(int i) {
    return results.get(i).header().label();
  }

  private LibraryMemoryPageFigures pages(int i) {
    return results.get(i).summary().pages().orElseThrow();
  }

  private void recommendation() {
    List<TradeOffRecommender.Rival> rivals =
        finished().stream().filter(ranks::isRanked).map(this::rival).toList();
    if (rivals.size() < 2) {
      return;
    }
    for (Finding finding :
        new TradeOffRecommender(rivals, tolerance).findings(Finding.Effort.TIME)) {
      findings.add(
          finding instanceof Finding.Recommendation among
              ? new Finding.LibraryRecommendation(among)
              : finding);
    }
  }

  private TradeOffRecommender.Rival rival(int i) {
    return new TradeOffRecommender.Rival(
        new Finding.Candidate(label(i), pages(i).residentPeak(), nanos(i)), ranks.rank(i));
  }

  private double nanos(int i) {
    return results.get(i).summary().timing().orElseThrow().nanosPerOp();
  }

  private void smallest() {
    List<Integer> bySize =
        finished().stream().sorted(Comparator.comparingLong(i -> pages(i).residentPeak())).toList();
    if (bySize.size() < 2) {
      return;
    }
    double smallest = pages(bySize.getFirst()).residentPeak();
    List<Integer> equal = bySize.stream().filter(i -> pages(i).residentPeak() == smallest).toList();
    findings.add(
        new Finding.SmallestResident(
            equal.stream().map(this::label).toList(),
            smallest,
            ofPeakLive(smallest),
            bySize.stream()
                .filter(i -> pages(i).residentPeak() > smallest)
                .findFirst()
                .map(i -> new Finding.SmallestFootprint.Next(label(i), pages(i).residentPeak()))));
  }

  private OptionalDouble ofPeakLive(double bytes) {
    long peakLive = results.getFirst().header().peakLive();
    return peakLive == 0 ? OptionalDouble.empty() : OptionalDouble.of(bytes / peakLive);
  }

  /** Of what it held at the peak, what is left at the end: worth saying only where any differs. */
  private void givesBack() {
    Optional<Integer> best =
        finished().stream().min(Comparator.comparingLong(i -> pages(i).residentEnd()));
    boolean differs =
        finished().stream()
            .anyMatch(i -> pages(i).residentEnd() > pages(best.orElseThrow()).residentEnd());
    if (differs) {
      int i = best.orElseThrow();
      findings.add(
          new Finding.GivesBack(label(i), pages(i).residentPeak(), pages(i).residentEnd()));
    }
  }

  private void fastest() {
    List<Integer> ranked = finished().stream().filter(ranks::isRanked).toList();
    List<Integer> first = ranked.stream().filter(i -> ranks.rank(i) == 1).toList();
    if (ranked.size() > 1 && first.size() == ranked.size()) {
      findings.add(
          new Finding.NoDifference(
              first.stream().map(this::label).toList(), ranks.largestChanceRatio(first)));
    } else if (ranked.size() > 1) {
      List<String> labels =
          first.stream().sorted(Comparator.comparingDouble(this::nanos)).map(this::label).toList();
      double nanos = first.stream().mapToDouble(this::nanos).min().orElseThrow();
      findings.add(new Finding.ShortestTime(labels, nanos));
    }
    List<String> unranked =
        finished().stream()
            .filter(i -> results.get(i).summary().timing().isPresent() && !ranks.isRanked(i))
            .map(this::label)
            .toList();
    if (!unranked.isEmpty()) {
      findings.add(new Finding.TooFewForks(unranked));
    }
  }

  private void unfinished() {
    List<Finding.Failure> failures =
        results.stream()
            .filter(result -> !result.summary().finished())
            .map(
                result ->
                    new Finding.Failure(
                        result.header().label(), result.summary().outcome().reason()))
            .toList();
    if (!failures.isEmpty()) {
      findings.add(new Finding.Unfinished(failures));
    }
  }
}
