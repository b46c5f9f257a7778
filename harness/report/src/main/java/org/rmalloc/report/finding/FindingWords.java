package org.rmalloc.report.finding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rmalloc.report.sound.ForkComparison;
import org.rmalloc.report.table.Quantity;

/** Puts findings into words: the one place where that is done. */
public final class FindingWords {
  private static final double MIN_RATIO_SHOWN = 1.005; // 1.01 when rounded

  private FindingWords() {}

  /** One or two sentences. */
  public static String of(Finding finding) {
    return switch (finding) {
      case Finding.Choice(List<Finding.Candidate> candidates) -> choice(candidates);
      case Finding.SmallestHeap(Finding.Need best, Optional<Finding.Need> next) ->
          "Smallest heap: %s%s."
              .formatted(
                  need(best), next.map(need -> "; next %s".formatted(need(need))).orElse(""));
      case Finding.Moving moving -> moving(moving);
      case Finding.SmallestFootprint smallest -> footprint(smallest);
      case Finding.LargestRemainder(List<String> labels) ->
          "Largest remaining request: %s.".formatted(names(labels));
      case Finding.ShortestTime(List<String> labels, double nanos) -> time(labels, nanos);
      case Finding.NoDifference(List<String> labels) ->
          "Time: no difference beyond chance between %s.".formatted(names(labels));
      case Finding.NoisyMachine noisy -> noise(noisy);
      case Finding.TooFewForks(List<String> labels) ->
          "Times of %s are not ranked: that takes %d processes of each."
              .formatted(names(labels), ForkComparison.MIN_FORKS);
      case Finding.BestWorstCase(String label, double nanos) ->
          "Shortest worst request: %s, %s, beyond chance.".formatted(label, Quantity.time(nanos));
      case Finding.Relocations(List<Finding.Relocation> each) ->
          "Moved blocks: %s."
              .formatted(
                  each.stream().map(FindingWords::relocation).collect(Collectors.joining("; ")));
      case Finding.Unfinished(List<Finding.Failure> each) ->
          "Did not finish: %s."
              .formatted(
                  each.stream()
                      .map(one -> "%s (%s)".formatted(one.label(), one.reason()))
                      .collect(Collectors.joining("; ")));
      case Finding.LowerBounds(List<String> labels) -> lowerBounds(labels);
      case Finding.LibraryChoice(List<Finding.Candidate> candidates) -> libraries(candidates);
      case Finding.SmallestResident smallest ->
          "Smallest resident peak: %s."
              .formatted(
                  smallest(
                      smallest.labels(), smallest.resident(), smallest.factor(), smallest.next()));
      case Finding.GivesBack(String label, double peak, double end) ->
          "Fewest pages at the end: %s, %s of %s."
              .formatted(label, Quantity.bytes(end), Quantity.bytes(peak));
    };
  }

  private static String libraries(List<Finding.Candidate> candidates) {
    return candidates.size() == 1
        ? "Best malloc library here: %s. No other holds fewer pages, or takes less time beyond chance."
            .formatted(each(candidates))
        : "Choose among malloc libraries: %s. Every other is dominated by one of these."
            .formatted(each(candidates));
  }

  /** What is said of lower bounds, wherever they are shown. */
  public static String lowerBounds(List<String> labels) {
    return labels.size() == 1
        ? "%s is a lower bound and is not ranked.".formatted(labels.getFirst())
        : "%s are lower bounds and are not ranked.".formatted(names(labels));
  }

  private static String each(List<Finding.Candidate> candidates) {
    return candidates.stream()
        .map(
            one ->
                "%s (%s, %s an op)"
                    .formatted(
                        one.label(), Quantity.bytes(one.footprint()), Quantity.time(one.nanos())))
        .collect(Collectors.joining(", "));
  }

  private static String choice(List<Finding.Candidate> candidates) {
    String each = each(candidates);
    return candidates.size() == 1
        ? "Best choice: %s. No other takes less memory, or less time beyond chance.".formatted(each)
        : "Choose among: %s. Every other is dominated by one of these.".formatted(each);
  }

  private static String need(Finding.Need need) {
    return "%s, %s B (%s x peak)"
        .formatted(need.label(), Quantity.count(need.bytes()), Quantity.decimals(need.factor(), 2));
  }

  private static String moving(Finding.Moving finding) {
    return "Does moving blocks pay: %s; with it %s, without it %s. Locks assumed: %s."
        .formatted(
            finding.pays() ? "yes, in memory" : "no, not in memory",
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
            Quantity.bytes(bytes),
            factor.isPresent()
                ? " (%s x peak)".formatted(Quantity.decimals(factor.getAsDouble(), 2))
                : "",
            next.map(one -> "; next " + beyond(one, bytes)).orElse(""));
  }

  /** A ratio that would be rounded to 1.00 is said in bytes. */
  private static String beyond(Finding.SmallestFootprint.Next next, double best) {
    double ratio = next.footprint() / best;
    return ratio < MIN_RATIO_SHOWN || Double.isInfinite(ratio)
        ? "%s, %s more".formatted(next.label(), Quantity.bytes(next.footprint() - best))
        : "%s, %s times as much".formatted(next.label(), Quantity.decimals(ratio, 2));
  }

  private static String time(List<String> labels, double nanos) {
    String time = "Shortest time: %s, %s an op".formatted(names(labels), Quantity.time(nanos));
    return labels.size() == 1 ? time + "." : time + "; no difference between them beyond chance.";
  }

  private static String noise(Finding.NoisyMachine noisy) {
    return "The machine was busy while times were taken: %s of wall time for 1 of CPU time, %s %% between processes of noop%s.%s"
        .formatted(
            Quantity.decimals(noisy.wallPerCpu(), 2),
            Quantity.significant(100 * noisy.noopSpread()),
            noisy.load() < 0 ? "" : ", load " + Quantity.decimals(noisy.load(), 1),
            noisy.ranked() ? "" : " Times are not ranked.");
  }

  private static String relocation(Finding.Relocation one) {
    String pause =
        one.longestPauseNanos() > 0
            ? ", longest pause " + Quantity.time(one.longestPauseNanos())
            : "";
    return "%s compacted %s and moved %s%s"
        .formatted(
            one.label(),
            one.times() == 1 ? "once" : Quantity.count(one.times()) + " times",
            Quantity.bytes(one.bytes()),
            pause);
  }

  private static String names(List<String> labels) {
    return String.join(", ", labels);
  }
}
