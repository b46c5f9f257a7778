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
public final class Choice {
  private final List<Candidate> all;
  private final List<Limit> limits;
  private final Score score;
  private final Comparator<Candidate> betterFirst;

  private Choice(List<Candidate> all, List<Limit> limits, Weights weights) {
    this.all = all;
    this.limits = limits;
    score = new Score(all, weights);
    betterFirst = score.betterFirst();
  }

  /**
   * The answer.
   *
   * @param candidates one or more, timed in one unit
   * @param limits at most one of a kind
   */
  public static Answer among(List<Candidate> candidates, List<Limit> limits, Weights weights) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("0 candidates; expected 1 or more");
    }
    return new Choice(candidates, limits, weights).answer();
  }

  private Answer answer() {
    Optional<Candidate> best = allowedBy(limits).min(betterFirst);
    return best.<Answer>map(this::chosen).orElseGet(this::nothingMeets);
  }

  private Answer.Chosen chosen(Candidate best) {
    Optional<Candidate> runnerUp =
        allowedBy(limits).filter(one -> !one.label().equals(best.label())).min(betterFirst);
    List<Answer.LimitEffect> effects = new ArrayList<>();
    for (Limit limit : effective()) {
      effects.add(effect(limit, best));
    }
    return new Answer.Chosen(
        best,
        score.of(best),
        runnerUp,
        runnerUp.map(score::of).orElse(0.0),
        effects,
        weightRange(best));
  }

  private Answer.NothingMeets nothingMeets() {
    Candidate nearest =
        all.stream()
            .min(Comparator.comparingDouble(this::worstExcess).thenComparing(betterFirst))
            .orElseThrow();
    return new Answer.NothingMeets(
        nearest, limits.stream().filter(limit -> !limit.allows(nearest)).toList());
  }

  private double worstExcess(Candidate candidate) {
    return limits.stream().mapToDouble(limit -> limit.excess(candidate)).max().orElse(0);
  }

  private Stream<Candidate> allowedBy(List<Limit> some) {
    return all.stream().filter(one -> some.stream().allMatch(limit -> limit.allows(one)));
  }

  /** The limits given, and that of heap and moved bytes where none is. */
  private List<Limit> effective() {
    List<Limit> effective = new ArrayList<>(limits);
    for (Limit.Kind kind : List.of(Limit.Kind.HEAP, Limit.Kind.PAUSE_BYTES)) {
      if (limits.stream().noneMatch(limit -> limit.kind() == kind)) {
        effective.add(Limit.none(kind));
      }
    }
    return effective;
  }

  private Answer.LimitEffect effect(Limit limit, Candidate best) {
    List<Limit> others = limits.stream().filter(other -> other.kind() != limit.kind()).toList();
    Candidate free = allowedBy(others).min(betterFirst).orElseThrow();
    boolean binds = !limit.allows(free);
    double taken = limit.kind().of(best);
    return new Answer.LimitEffect(
        limit,
        binds ? score.of(best) / score.of(free) : 1,
        binds ? Optional.of(free) : Optional.empty(),
        binds ? relaxedTo(limit, others, best) : OptionalDouble.empty(),
        allowedBy(others).filter(one -> limit.kind().of(one) < taken).min(betterFirst));
  }

  private OptionalDouble relaxedTo(Limit limit, List<Limit> others, Candidate best) {
    return allowedBy(others)
        .filter(one -> !limit.allows(one) && betterFirst.compare(one, best) < 0)
        .mapToDouble(limit.kind()::of)
        .min();
  }

  /**
   * In logarithms a score is a straight line over the weight of memory, time weighing 1: the answer
   * stays as long as no other's line is below its own.
   */
  private Answer.WeightRange weightRange(Candidate best) {
    double from = 0;
    double to = Double.POSITIVE_INFINITY;
    Optional<Candidate> lighter = Optional.empty();
    Optional<Candidate> heavier = Optional.empty();
    for (Candidate other : allowedBy(limits).sorted(betterFirst).toList()) {
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
    return new Answer.WeightRange(from, to, lighter, heavier);
  }
}
