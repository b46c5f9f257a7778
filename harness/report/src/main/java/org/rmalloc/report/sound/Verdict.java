package org.rmalloc.report.sound;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.replay.stats.CompactionTotals;
import org.rmalloc.report.table.Quantity;

/** What the tables say, in words. */
public final class Verdict {
  private static final double LEAST_TOLD_RATIO = 1.005; // 1.01 when rounded

  private final SoundScore score;
  private final List<String> sentences = new ArrayList<>();

  private Verdict(SoundScore score) {
    this.score = score;
  }

  /** One sentence for each question that the files answer. */
  public static List<String> of(SoundScore score) {
    Verdict verdict = new Verdict(score);
    verdict.front();
    verdict.memory();
    verdict.time();
    verdict.pause();
    verdict.compaction();
    verdict.unfinished();
    verdict.bound();
    return List.copyOf(verdict.sentences);
  }

  private void memory() {
    List<SpaceRow> ranked =
        score.space().stream().filter(row -> row.standing() == Standing.RANKED).toList();
    List<SpaceRow> first = ranked.stream().filter(row -> row.rank() == 1).toList();
    if (first.isEmpty()) {
      return;
    }
    String names = names(first.stream().map(SpaceRow::contender).toList());
    Optional<SpaceRow> next = ranked.stream().filter(row -> row.rank() > 1).findFirst();
    SpaceRow best = first.getFirst();
    if (best.footprint().isEmpty()) {
      sentences.add("Most left to allocate: %s.".formatted(names));
      return;
    }
    double footprint = best.footprint().getAsDouble();
    sentences.add(
        "Least memory: %s, with a peak footprint of %s (%s times the peak of live bytes)%s."
            .formatted(
                names,
                Quantity.bytes(footprint),
                Quantity.decimals(footprint / best.contender().peakUsed(), 2),
                next.map(row -> than(row, footprint)).orElse("")));
  }

  private static String than(SpaceRow next, double least) {
    return next.footprintRatio().isPresent()
        ? "; the next, %s, takes %s".formatted(next.contender().driver(), more(next, least))
        : "";
  }

  /** What 1.00 times would not tell is told in bytes. */
  private static String more(SpaceRow row, double least) {
    double ratio = row.footprintRatio().getAsDouble();
    return ratio < LEAST_TOLD_RATIO
        ? Quantity.bytes(row.footprint().getAsDouble() - least) + " more"
        : Quantity.decimals(ratio, 2) + " times as much";
  }

  private void time() {
    List<SpeedRow> first = score.speed().stream().filter(row -> row.rank() == 1).toList();
    if (first.isEmpty()) {
      return;
    }
    SpeedRow.Figures best = first.getFirst().figures().orElseThrow();
    String sentence =
        "Least time: %s, with %s a request on average"
            .formatted(
                names(first.stream().map(SpeedRow::contender).toList()),
                Quantity.time(best.average().value()));
    if (first.size() > 1) {
      sentence += "; between them there is no difference beyond chance";
    }
    sentences.add(sentence + ".");
    typical();
  }

  /** One slow op can hide in a mean what nearly every op shows. */
  private void typical() {
    List<Contender> slower =
        score.speed().stream()
            .filter(row -> row.rank() == 1)
            .filter(row -> row.figures().orElseThrow().typicallyDiffers())
            .filter(row -> row.figures().orElseThrow().geometricRatio().value() > 1)
            .map(SpeedRow::contender)
            .toList();
    if (!slower.isEmpty()) {
      sentences.add(
          "Of these a typical op takes longer with %s: a few slow ops blur the averages."
              .formatted(names(slower)));
    }
  }

  private void pause() {
    score.speed().stream()
        .filter(row -> row.standing() == Standing.RANKED)
        .min(Comparator.comparingDouble(row -> row.figures().orElseThrow().slowest()))
        .ifPresent(
            row ->
                sentences.add(
                    "Shortest worst request: %s, %s; a single measurement, without an interval."
                        .formatted(
                            row.contender().driver(),
                            Quantity.time(row.figures().orElseThrow().slowest()))));
  }

  /**
   * Those that are worth a thought: an allocator is not when another takes no more memory, is not
   * behind in time beyond chance, and is better in one of the two.
   */
  private void front() {
    List<Candidate> candidates = candidates();
    List<Candidate> front =
        candidates.stream()
            .filter(one -> candidates.stream().noneMatch(other -> other.beats(one)))
            .sorted(Comparator.comparingDouble(Candidate::footprint))
            .toList();
    if (candidates.size() < 2) {
      return;
    }
    String each = front.stream().map(Candidate::inWords).collect(Collectors.joining(", "));
    String why =
        front.size() == 1
            ? "Best choice: %s; no other takes less memory, or less time beyond chance."
            : "Choose among: %s; every other takes more memory or more time than one of these,"
                + " and is better in neither.";
    sentences.add(why.formatted(each));
  }

  private record Candidate(String driver, double footprint, int timeRank, double nanos) {
    boolean beats(Candidate other) {
      return footprint <= other.footprint
          && timeRank <= other.timeRank
          && (footprint < other.footprint || timeRank < other.timeRank);
    }

    String inWords() {
      return "%s (%s, %s a request)"
          .formatted(driver, Quantity.bytes(footprint), Quantity.time(nanos));
    }
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (SpeedRow speed : score.speed()) {
      score.space().stream()
          .filter(space -> space.contender() == speed.contender())
          .filter(space -> space.footprint().isPresent())
          .filter(_ -> speed.standing() == Standing.RANKED)
          .forEach(
              space ->
                  candidates.add(
                      new Candidate(
                          speed.contender().driver(),
                          space.footprint().getAsDouble(),
                          speed.rank(),
                          speed.figures().orElseThrow().average().value())));
    }
    return candidates;
  }

  private void compaction() {
    String each =
        score.contenders().stream()
            .filter(one -> one.summary().filter(s -> s.compactions().count() > 0).isPresent())
            .map(Verdict::compactions)
            .collect(Collectors.joining("; "));
    if (!each.isEmpty()) {
      sentences.add("Moving blocks: %s.".formatted(each));
    }
  }

  private static String compactions(Contender contender) {
    CompactionTotals totals = contender.summary().orElseThrow().compactions();
    String pause =
        contender.longestPause() > 0
            ? ", the longest pause " + Quantity.time(contender.longestPause())
            : "";
    return "%s compacted %s and moved %s%s"
        .formatted(
            contender.driver(),
            totals.count() == 1 ? "once" : Quantity.count(totals.count()) + " times",
            Quantity.bytes(totals.bytesMoved()),
            pause);
  }

  private void unfinished() {
    String each =
        score.contenders().stream()
            .filter(contender -> !contender.finished())
            .map(
                one ->
                    "%s (stopped at op %s)"
                        .formatted(one.driver(), Quantity.count(one.stoppedAt())))
            .collect(Collectors.joining(", "));
    if (!each.isEmpty()) {
      sentences.add("Did not finish: %s.".formatted(each));
    }
  }

  private void bound() {
    List<Contender> bounds = score.contenders().stream().filter(Contender::isBound).toList();
    if (!bounds.isEmpty()) {
      sentences.add(
          "No choice: %s, a bound; it claims live bytes and nothing else."
              .formatted(names(bounds)));
    }
  }

  private static String names(List<Contender> contenders) {
    return contenders.stream().map(Contender::driver).collect(Collectors.joining(", "));
  }
}
