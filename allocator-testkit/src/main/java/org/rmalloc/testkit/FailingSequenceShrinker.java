// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.function.Predicate;

/**
 * Drops ops from a failing sequence as long as it still fails: halves first, then ever smaller
 * pieces, down to single ops; and of what is left, alignments that do not matter.
 *
 * <p>Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE
 * 28(2), 2002; complements only.
 */
final class FailingSequenceShrinker {
  private final Predicate<CallSequence> fails;
  private long opsLeft;

  /**
   * A shrinker.
   *
   * @param fails whether a sequence fails
   * @param maxOps how many ops may be run in all before it makes do with what it has
   */
  FailingSequenceShrinker(Predicate<CallSequence> fails, long maxOps) {
    this.fails = fails;
    this.opsLeft = maxOps;
  }

  /** A sequence that still fails, with as few ops as can be found. */
  CallSequence shrink(CallSequence failing) {
    CallSequence traceable = failing.keeping(op -> failing.call(op).isTraceable());
    CallSequence best = stillFails(traceable) ? traceable : failing;
    int piece = Math.max(1, best.size() / 2);
    while (opsLeft > 0) {
      CallSequence smaller = withoutPieces(best, piece);
      if (piece == 1 && smaller.size() == best.size()) {
        return withoutAlignments(smaller);
      }
      best = smaller;
      piece = Math.max(1, piece / 2);
    }
    return best;
  }

  /** Drops every piece of {@code length} ops that can be dropped, the last one first. */
  private CallSequence withoutPieces(CallSequence sequence, int length) {
    CallSequence best = sequence;
    for (int to = best.size(); to > 0 && opsLeft > 0; to -= length) {
      int end = to;
      CallSequence smaller = best.keeping(op -> op < end - length || op >= end);
      if (stillFails(smaller)) {
        best = smaller;
      }
    }
    return best;
  }

  private CallSequence withoutAlignments(CallSequence sequence) {
    CallSequence best = sequence;
    for (int op = 0; op < best.size() && opsLeft > 0; op++) {
      CallSequence plainer = best.withoutAlignment(op);
      if (best.alignment(op) > 1 && stillFails(plainer)) {
        best = plainer;
      }
    }
    return best;
  }

  private boolean stillFails(CallSequence sequence) {
    opsLeft -= sequence.size();
    return fails.test(sequence);
  }
}
