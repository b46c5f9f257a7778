package org.rmalloc.report.sound;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.report.table.Quantity;

/** What the tables say, in words. */
public final class Verdict {
  private final SoundScore score;
  private final List<String> sentences = new ArrayList<>();

  private Verdict(SoundScore score) {
    this.score = score;
  }

  /** One sentence for each question that the files answer. */
  public static List<String> of(SoundScore score) {
    Verdict verdict = new Verdict(score);
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
    String than =
        next.filter(row -> row.footprintRatio().isPresent())
            .map(
                row ->
                    "; the next, %s, takes %s times as much"
                        .formatted(
                            row.contender().driver(),
                            Quantity.decimals(row.footprintRatio().getAsDouble(), 2)))
            .orElse("");
    sentences.add(
        "Least memory: %s, with a peak footprint of %s (%s times the peak of live bytes)%s."
            .formatted(
                names,
                Quantity.bytes(footprint),
                Quantity.decimals(footprint / best.contender().peakUsed(), 2),
                than));
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

  private void compaction() {
    for (Contender contender : score.contenders()) {
      contender
          .summary()
          .filter(summary -> summary.compactions().count() > 0)
          .ifPresent(
              summary ->
                  sentences.add(
                      "%s compacted %s times and moved %s."
                          .formatted(
                              contender.driver(),
                              Quantity.count(summary.compactions().count()),
                              Quantity.bytes(summary.compactions().bytesMoved()))));
    }
  }

  private void unfinished() {
    for (Contender contender : score.contenders()) {
      if (!contender.finished()) {
        sentences.add(
            "%s did not finish: it stopped at op %s."
                .formatted(contender.driver(), Quantity.count(contender.stoppedAt())));
      }
    }
  }

  private void bound() {
    for (Contender contender : score.contenders()) {
      if (contender.isBound()) {
        sentences.add(
            "%s claims live bytes alone: a bound, not an allocator to choose."
                .formatted(contender.driver()));
      }
    }
  }

  private static String names(List<Contender> contenders) {
    return contenders.stream().map(Contender::driver).collect(Collectors.joining(", "));
  }
}
