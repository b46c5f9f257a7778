// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Chooses among candidates. O(candidates) for the answer and each of its effects; the answer is the
 * one that a search through all candidates finds.
 */
public final class AllocatorChooser {
  private final List<ChoiceCandidate> all;
  private final List<ChoiceLimit> limits;
  private final CandidateScorer score;
  private final Comparator<ChoiceCandidate> betterFirst;

  private AllocatorChooser(
      List<ChoiceCandidate> all, List<ChoiceLimit> limits, ChoiceWeights weights) {
    this.all = all;
    this.limits = limits;
    score = new CandidateScorer(all, weights);
    betterFirst = score.betterFirst();
  }

  /**
   * The answer.
   *
   * @param candidates one or more, timed in one unit
   * @param limits at most one of a kind
   */
  public static ChoiceAnswer among(
      List<ChoiceCandidate> candidates, List<ChoiceLimit> limits, ChoiceWeights weights) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("found no candidates to choose among; expected 1 or more");
    }
    return new AllocatorChooser(candidates, limits, weights).answer();
  }

  private ChoiceAnswer answer() {
    Optional<ChoiceCandidate> best = allowedBy(limits).min(betterFirst);
    return best.<ChoiceAnswer>map(this::chosen).orElseGet(this::nothingMeets);
  }

  private ChoiceAnswer.Chosen chosen(ChoiceCandidate best) {
    Optional<ChoiceCandidate> runnerUp =
        allowedBy(limits).filter(one -> !one.label().equals(best.label())).min(betterFirst);
    List<ChoiceAnswer.LimitEffect> effects = new ArrayList<>();
    for (ChoiceLimit limit : effective()) {
      effects.add(effect(limit, best));
    }
    return new ChoiceAnswer.Chosen(
        best,
        score.of(best),
        runnerUp,
        runnerUp.map(score::of).orElse(0.0),
        effects,
        weightRange(best));
  }

  private ChoiceAnswer.NothingMeets nothingMeets() {
    ChoiceCandidate nearest =
        all.stream()
            .min(Comparator.comparingDouble(this::worstExcess).thenComparing(betterFirst))
            .orElseThrow();
    return new ChoiceAnswer.NothingMeets(
        nearest, limits.stream().filter(limit -> !limit.allows(nearest)).toList());
  }

  private double worstExcess(ChoiceCandidate candidate) {
    return limits.stream().mapToDouble(limit -> limit.excess(candidate)).max().orElse(0);
  }

  private Stream<ChoiceCandidate> allowedBy(List<ChoiceLimit> some) {
    return all.stream().filter(one -> some.stream().allMatch(limit -> limit.allows(one)));
  }

  /** The limits given, and that of heap and moved bytes where none is. */
  private List<ChoiceLimit> effective() {
    List<ChoiceLimit> effective = new ArrayList<>(limits);
    for (ChoiceLimit.Kind kind : List.of(ChoiceLimit.Kind.HEAP, ChoiceLimit.Kind.PAUSE_BYTES)) {
      if (limits.stream().noneMatch(limit -> limit.kind() == kind)) {
        effective.add(ChoiceLimit.none(kind));
      }
    }
    return effective;
  }

  private ChoiceAnswer.LimitEffect effect(ChoiceLimit limit, ChoiceCandidate best) {
    List<ChoiceLimit> others =
        limits.stream().filter(other -> other.kind() != limit.kind()).toList();
    ChoiceCandidate free = allowedBy(others).min(betterFirst).orElseThrow();
    boolean binds = !limit.allows(free);
    double taken = limit.kind().of(best);
    return new ChoiceAnswer.LimitEffect(
        limit,
        binds ? score.of(best) / score.of(free) : 1,
        binds ? Optional.of(free) : Optional.empty(),
        binds ? relaxedTo(limit, others, best) : OptionalDouble.empty(),
        allowedBy(others).filter(one -> limit.kind().of(one) < taken).min(betterFirst));
  }

  private OptionalDouble relaxedTo(
      ChoiceLimit limit, List<ChoiceLimit> others, ChoiceCandidate best) {
    return allowedBy(others)
        .filter(one -> !limit.allows(one) && betterFirst.compare(one, best) < 0)
        .mapToDouble(limit.kind()::of)
        .min();
  }

  /**
   * In logarithms a score is a straight line over the weight of memory, time weighing 1: the answer
   * stays as long as no other's line is below its own.
   */
  private ChoiceAnswer.WeightRange weightRange(ChoiceCandidate best) {
    double from = 0;
    double to = Double.POSITIVE_INFINITY;
    Optional<ChoiceCandidate> lighter = Optional.empty();
    Optional<ChoiceCandidate> heavier = Optional.empty();
    for (ChoiceCandidate other : allowedBy(limits).sorted(betterFirst).toList()) {
      double slope = Math.log(score.memory(other) / score.memory(best));
      double crossing = Math.log(score.time(best) / score.time(other)) / slope;
      if (slope > 0 && crossing > from) {
        from = crossing;
        lighter = Optional.of(other);
      } else if (slope < 0 && crossing < to) {
        to = crossing;
        heavier = Optional.of(other);
      }
    }
    return new ChoiceAnswer.WeightRange(from, to, lighter, heavier);
  }
}
