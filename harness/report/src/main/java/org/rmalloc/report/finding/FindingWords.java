// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.finding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rmalloc.report.sound.ForkTimeComparison;
import org.rmalloc.report.table.QuantityFormatter;

/** Puts findings into words: the one place where that is done. */
public final class FindingWords {
  private static final double MIN_RATIO_SHOWN = 1.005; // 1.01 when rounded

  private FindingWords() {}

  /** One or two sentences. */
  public static String of(Finding finding) {
    return switch (finding) {
      case Finding.Recommendation recommendation -> RecommendationWords.of(recommendation);
      case Finding.OnlyFinished(Finding.Candidate chosen) ->
          "Recommended: %s, the only one that finishes in this heap, with a footprint of %s."
              .formatted(chosen.label(), QuantityFormatter.bytes(chosen.footprint()));
      case Finding.Alternatives alternatives -> RecommendationWords.of(alternatives);
      case Finding.Conditions conditions -> RecommendationWords.of(conditions);
      case Finding.SmallestHeapResult(Finding.Need best, Optional<Finding.Need> next) ->
          "Smallest heap: that of %s%s."
              .formatted(
                  need(best),
                  next.map(need -> "; next is that of %s".formatted(need(need))).orElse(""));
      case Finding.Moving moving -> moving(moving);
      case Finding.SmallestFootprint smallest -> footprint(smallest);
      case Finding.LargestRemainder(List<String> labels) ->
          "Largest free block, at its minimum over the run: %s.".formatted(names(labels));
      case Finding.ShortestTime(List<String> labels, double nanos) -> time(labels, nanos);
      case Finding.NoDifference(List<String> labels, double chanceRatio) ->
          "Time: no difference beyond chance between %s; up to %s may be chance here, less with more --forks."
              .formatted(names(labels), RecommendationWords.percent(chanceRatio - 1));
      case Finding.NoisyMachine noisy -> noise(noisy);
      case Finding.TooFewForks(List<String> labels) ->
          "Times of %s are not ranked: a rank needs %d processes of each."
              .formatted(names(labels), ForkTimeComparison.MIN_FORKS);
      case Finding.BestWorstCase(String label, double nanos) ->
          "Best worst case: the slowest request of %s takes %s; that of every other takes longer, by more than chance."
              .formatted(label, QuantityFormatter.time(nanos));
      case Finding.Relocations(List<Finding.Relocation> each) ->
          "Moved blocks: %s."
              .formatted(
                  each.stream().map(FindingWords::relocation).collect(Collectors.joining("; ")));
      case Finding.Unfinished unfinished -> unfinished(unfinished);
      case Finding.LowerBounds(List<String> labels) -> lowerBounds(labels);
      case Finding.LibraryRecommendation(Finding.Recommendation among) ->
          RecommendationWords.amongLibraries(among);
      case Finding.SmallestResident smallest ->
          "Smallest resident peak: %s."
              .formatted(
                  smallest(
                      smallest.labels(), smallest.resident(), smallest.factor(), smallest.next()));
      case Finding.GivesBack(String label, double peak, double end) ->
          "Fewest pages at the end: %s, which keeps %s of its peak of %s."
              .formatted(label, QuantityFormatter.bytes(end), QuantityFormatter.bytes(peak));
    };
  }

  /** What is said of lower bounds, wherever they are shown. */
  public static String lowerBounds(List<String> labels) {
    return labels.size() == 1
        ? "%s is a lower bound and is not ranked.".formatted(labels.getFirst())
        : "%s are lower bounds and are not ranked.".formatted(names(labels));
  }

  static String need(Finding.Need need) {
    return Double.isNaN(need.factor())
        ? "%s, %s B".formatted(need.label(), QuantityFormatter.count(need.bytes()))
        : "%s, %s B (%s x peak)"
            .formatted(
                need.label(),
                QuantityFormatter.count(need.bytes()),
                QuantityFormatter.decimals(need.factor(), 2));
  }

  private static String moving(Finding.Moving finding) {
    return "Does moving blocks pay: %s. The smallest heap with moving is that of %s; without moving, that of %s. Locks assumed: %s."
        .formatted(
            finding.pays() ? "yes, it saves memory" : "no, it saves no memory",
            need(finding.moving()),
            need(finding.fixed()),
            finding.locks());
  }

  private static String footprint(Finding.SmallestFootprint finding) {
    return "Smallest footprint: %s."
        .formatted(
            smallest(finding.labels(), finding.footprint(), finding.factor(), finding.next()));
  }

  private static String smallest(
      List<String> labels,
      double bytes,
      OptionalDouble factor,
      Optional<Finding.SmallestFootprint.Next> next) {
    return "%s, %s%s%s"
        .formatted(
            names(labels),
            QuantityFormatter.bytes(bytes),
            factor.isPresent()
                ? " (%s x peak)".formatted(QuantityFormatter.decimals(factor.getAsDouble(), 2))
                : "",
            next.map(one -> "; next is " + beyond(one, bytes)).orElse(""));
  }

  /** A ratio that would be rounded to 1.00 is said in bytes. */
  private static String beyond(Finding.SmallestFootprint.Next next, double best) {
    double ratio = next.footprint() / best;
    return ratio < MIN_RATIO_SHOWN || Double.isInfinite(ratio)
        ? "%s with %s more"
            .formatted(next.label(), QuantityFormatter.bytes(next.footprint() - best))
        : "%s with %s times as much".formatted(next.label(), QuantityFormatter.decimals(ratio, 2));
  }

  private static String time(List<String> labels, double nanos) {
    String time =
        "Shortest time: %s, %s an op".formatted(labels.getFirst(), QuantityFormatter.time(nanos));
    return labels.size() == 1
        ? time + "."
        : "%s; %s not slower beyond chance."
            .formatted(
                time,
                names(labels.subList(1, labels.size())) + (labels.size() == 2 ? " is" : " are"));
  }

  private static String noise(Finding.NoisyMachine noisy) {
    return "The machine was busy while times were taken: %s%s.%s"
        .formatted(
            noise(noisy.wallPerCpu(), noisy.noopSpread()),
            noisy.load() < 0 ? "" : "; the load was " + QuantityFormatter.decimals(noisy.load(), 1),
            noisy.ranked() ? "" : " Times are not ranked.");
  }

  /**
   * How noisy the machine was.
   *
   * @param noopSpread NaN where it is not known
   */
  public static String noise(double wallPerCpu, double noopSpread) {
    String wall =
        "wall time was %s times CPU time".formatted(QuantityFormatter.decimals(wallPerCpu, 2));
    return Double.isNaN(noopSpread)
        ? wall
        : "%s, and times of noop differed by %s %% between processes"
            .formatted(wall, QuantityFormatter.significant(100 * noopSpread));
  }

  private static String unfinished(Finding.Unfinished finding) {
    String needing =
        finding.each().stream()
            .flatMap(one -> one.needed().stream())
            .map(FindingWords::need)
            .collect(Collectors.joining("; "));
    String failing =
        finding.each().stream()
            .filter(one -> one.needed().isEmpty())
            .map(one -> "%s (%s)".formatted(one.label(), one.reason()))
            .collect(Collectors.joining("; "));
    String larger =
        "These need a larger heap than %s B: %s."
            .formatted(QuantityFormatter.count(finding.heapSize()), needing);
    String none = "Did not finish: %s.".formatted(failing);
    return needing.isEmpty() ? none : failing.isEmpty() ? larger : larger + " " + none;
  }

  private static String relocation(Finding.Relocation one) {
    String pause =
        one.longestPauseNanos() > 0
            ? ", longest pause " + QuantityFormatter.time(one.longestPauseNanos())
            : "";
    return "%s compacted %s and moved %s%s"
        .formatted(
            one.label(),
            one.times() == 1 ? "once" : QuantityFormatter.count(one.times()) + " times",
            QuantityFormatter.bytes(one.bytes()),
            pause);
  }

  static String names(List<String> labels) {
    return String.join(", ", labels);
  }
}
