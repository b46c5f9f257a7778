// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What to choose, or that nothing meets the limits. */
public sealed interface ChoiceAnswer {

  /**
   * What to choose.
   *
   * @param best keeps all limits, and none that does scores better
   * @param score of it: 1 is the best there could be
   * @param runnerUp the best of the other contenders; empty where none keeps the limits
   * @param runnerUpScore of that one; 0 where there is none
   * @param effects of the limits, given or not
   * @param weights how far they may change
   */
  record Chosen(
      ChoiceCandidate best,
      double score,
      Optional<ChoiceCandidate> runnerUp,
      double runnerUpScore,
      List<LimitEffect> effects,
      WeightRange weights)
      implements ChoiceAnswer {
    /** Copies the list. */
    public Chosen {
      effects = List.copyOf(effects);
    }
  }

  /**
   * No candidate keeps all limits.
   *
   * @param nearest exceeds the limits by the smallest factor
   * @param exceeded the limits that it does not keep
   */
  record NothingMeets(ChoiceCandidate nearest, List<ChoiceLimit> exceeded) implements ChoiceAnswer {
    /** Copies the list. */
    public NothingMeets {
      exceeded = List.copyOf(exceeded);
    }
  }

  /**
   * What one limit does, the others kept.
   *
   * @param limit given or not
   * @param price the score of the answer divided by the best one without this limit: 1 where it
   *     does not bind
   * @param without what would be chosen without it; empty where it does not bind
   * @param relaxedTo the smallest limit with which another answer scores better; empty where it
   *     does not bind
   * @param below what would be chosen if the limit were just below what the answer takes; empty
   *     where nothing takes less
   */
  record LimitEffect(
      ChoiceLimit limit,
      double price,
      Optional<ChoiceCandidate> without,
      OptionalDouble relaxedTo,
      Optional<ChoiceCandidate> below) {
    /** Whether the answer would be another without it. */
    public boolean binds() {
      return without.isPresent();
    }
  }

  /**
   * How much the heap may weigh against time for the answer to stay.
   *
   * @param from weight of memory divided by that of time, at least
   * @param to the same, at the most; may be infinite
   * @param lighter who takes over where memory weighs less; empty where nobody does
   * @param heavier who takes over where it weighs more; empty where nobody does
   */
  record WeightRange(
      double from,
      double to,
      Optional<ChoiceCandidate> lighter,
      Optional<ChoiceCandidate> heavier) {}
}
