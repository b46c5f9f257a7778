// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.trace.CountWithNoun;

/** Puts answers into words: what to choose, what it costs, and what would change it. */
public final class ChoiceWords {
  private static final double PERCENT = 100;

  private final ChoiceCandidatesByLocks situation;
  private final List<String> sentences = new ArrayList<>();

  private ChoiceWords(ChoiceCandidatesByLocks situation) {
    this.situation = situation;
  }

  /**
   * Sentences about a situation, the most important first.
   *
   * @param answers by locks, as {@link ChoiceCandidatesByLocks#answers} gives them
   */
  public static List<String> of(
      ChoiceCandidatesByLocks situation, Map<String, ChoiceAnswer> answers) {
    ChoiceWords words = new ChoiceWords(situation);
    switch (answers.values().iterator().next()) {
      case ChoiceAnswer.Chosen chosen -> words.chosen(chosen);
      case ChoiceAnswer.NothingMeets none -> words.nothing(none);
    }
    words.locks(answers);
    return List.copyOf(words.sentences);
  }

  private void chosen(ChoiceAnswer.Chosen chosen) {
    sentences.add("Choose %s.".formatted(candidate(chosen.best())));
    sentences.add(
        chosen
            .runnerUp()
            .map(
                next ->
                    "Runner-up: %s; it scores %s %% worse."
                        .formatted(candidate(next), more(chosen.runnerUpScore() / chosen.score())))
            .orElse("Runner-up: no other contender keeps the limits."));
    chosen.effects().forEach(effect -> effect(chosen, effect));
    untimed(chosen);
    sentences.add(weights(chosen.weights()));
  }

  private void untimed(ChoiceAnswer.Chosen chosen) {
    long count =
        situation.usual().stream().filter(candidate -> candidate.pauseNanos().isEmpty()).count();
    if (count > 0
        && chosen.effects().stream()
            .anyMatch(effect -> effect.limit().kind() == ChoiceLimit.Kind.PAUSE_NANOS)) {
      sentences.add(
          "Left out, since pauses were not timed: %s.".formatted(CountWithNoun.of(count, "trial")));
    }
  }

  private void effect(ChoiceAnswer.Chosen chosen, ChoiceAnswer.LimitEffect effect) {
    ChoiceLimit limit = effect.limit();
    if (effect.binds()) {
      sentences.add(
          "%s decides the answer: without it, the answer is %s, %s %% better; a limit of %s or more would change it."
              .formatted(
                  sentence(limit),
                  candidate(effect.without().orElseThrow()),
                  more(effect.price()),
                  amount(limit.kind(), effect.relaxedTo().orElseThrow())));
    } else if (limit.isGiven()) {
      sentences.add(
          "%s does not change the answer, which stays %s below it."
              .formatted(
                  sentence(limit),
                  amount(limit.kind(), limit.value() - limit.kind().of(chosen.best()))));
    }
    double taken = limit.kind().of(chosen.best());
    if (taken > 0) {
      sentences.add(below(limit.kind(), chosen.best(), effect.below()));
    }
  }

  private String below(
      ChoiceLimit.Kind kind, ChoiceCandidate best, Optional<ChoiceCandidate> next) {
    return next.map(
            one ->
                "If the %s had to be below %s, the answer would be %s.%s"
                    .formatted(
                        kind.noun(),
                        amount(kind, kind.of(best)),
                        candidate(one),
                        faster(best, one)))
        .orElse("No smaller %s is possible with what was measured.".formatted(kind.noun()));
  }

  /** What puzzles otherwise: by the clock the shorter pause may be that of more bytes. */
  private static String faster(ChoiceCandidate best, ChoiceCandidate next) {
    boolean isShorter =
        best.pauseNanos().isPresent()
            && next.pauseNanos().isPresent()
            && next.pauseNanos().getAsDouble() < best.pauseNanos().getAsDouble();
    return isShorter && next.pauseBytes() > best.pauseBytes()
        ? " That pause is shorter although it moves more bytes: its time also depends on how many"
            + " blocks are moved, and varies from run to run."
        : "";
  }

  private String weights(ChoiceAnswer.WeightRange range) {
    String lighter =
        range
            .lighter()
            .map(one -> "; if memory weighs less, the answer is %s".formatted(brief(one)))
            .orElse("");
    String heavier =
        range
            .heavier()
            .map(one -> "; if memory weighs more, the answer is %s".formatted(brief(one)))
            .orElse("");
    return "The answer stays the same while memory weighs %s %s times as much as time%s%s."
        .formatted(
            QuantityFormatter.significant(range.from()),
            Double.isInfinite(range.to())
                ? "or more"
                : "to " + QuantityFormatter.significant(range.to()),
            lighter,
            heavier);
  }

  private void nothing(ChoiceAnswer.NothingMeets none) {
    sentences.add(
        "No contender measured keeps the limits. The nearest is %s, which %s."
            .formatted(
                candidate(none.nearest()),
                none.exceeded().stream()
                    .map(limit -> miss(limit, none.nearest()))
                    .collect(Collectors.joining(" and "))));
  }

  private static String miss(ChoiceLimit limit, ChoiceCandidate nearest) {
    double taken = limit.kind().of(nearest);
    return Double.isInfinite(taken)
        ? "may exceed %s: its pause was not timed".formatted(name(limit))
        : "exceeds %s by %s".formatted(name(limit), amount(limit.kind(), taken - limit.value()));
  }

  private void locks(Map<String, ChoiceAnswer> answers) {
    List<String> each = answers.values().stream().map(this::brief).distinct().toList();
    if (answers.size() > 1 && each.size() == 1) {
      sentences.add(
          "The answer is the same under each assumption about locks (%s): %s."
              .formatted(String.join("; ", answers.keySet()), each.getFirst()));
    } else if (answers.size() == 1 && situation.byLocks().size() > 1) {
      sentences.add(
          ("This answer assumes locks %s, since pauses were not timed with others. A limit on the"
                  + " pause in bytes is answered for all locks.")
              .formatted(answers.keySet().iterator().next()));
    } else if (answers.size() > 1) {
      sentences.add(
          "The answer depends on the locks assumed: %s."
              .formatted(
                  answers.entrySet().stream()
                      .map(entry -> "%s: %s".formatted(entry.getKey(), brief(entry.getValue())))
                      .collect(Collectors.joining("; "))));
    }
  }

  private String brief(ChoiceAnswer answer) {
    return switch (answer) {
      case ChoiceAnswer.Chosen chosen -> brief(chosen.best());
      case ChoiceAnswer.NothingMeets none ->
          "none, since no contender keeps the limits; the nearest is %s"
              .formatted(brief(none.nearest()));
    };
  }

  private String brief(ChoiceCandidate one) {
    return "%s in %s B".formatted(one.label(), QuantityFormatter.count(one.heapBytes()));
  }

  private String candidate(ChoiceCandidate one) {
    return "%s in a heap of %s B (%s x peak), %s, %s"
        .formatted(
            one.label(),
            QuantityFormatter.count(one.heapBytes()),
            QuantityFormatter.decimals((double) one.heapBytes() / situation.peakLive(), 2),
            pause(one),
            time(one));
  }

  private static String pause(ChoiceCandidate one) {
    if (one.bytesMoved() == 0) {
      return "no pause";
    }
    String bytes = "a pause of %s B".formatted(QuantityFormatter.count(one.pauseBytes()));
    return one.pauseNanos().isPresent()
        ? "%s, %s".formatted(bytes, QuantityFormatter.time(one.pauseNanos().getAsDouble()))
        : bytes;
  }

  private String time(ChoiceCandidate one) {
    return switch (situation.unit()) {
      case COST ->
          "%s loads and stores a request".formatted(QuantityFormatter.significant(one.time()));
      case NANOS -> "%s an op".formatted(QuantityFormatter.time(one.time()));
    };
  }

  private static String sentence(ChoiceLimit limit) {
    String name = name(limit);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String name(ChoiceLimit limit) {
    return "the limit of %s on the %s"
        .formatted(amount(limit.kind(), limit.value()), limit.kind().noun());
  }

  private static String amount(ChoiceLimit.Kind kind, double value) {
    return switch (kind) {
      case HEAP, PAUSE_BYTES -> QuantityFormatter.count(value) + " B";
      case PAUSE_NANOS -> QuantityFormatter.time(value);
    };
  }

  private static String more(double ratio) {
    return QuantityFormatter.significant(PERCENT * (ratio - 1));
  }
}
