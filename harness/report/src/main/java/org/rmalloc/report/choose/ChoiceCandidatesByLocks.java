// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The candidates of one trace, all that was measured of it, by the locks assumed. Contenders that
 * never move a block do not depend on locks and stand under each.
 *
 * @param trace its name, and how it was replayed where not in the usual way
 * @param peakLive the maximum of live bytes
 * @param unit of the candidates' times
 * @param byLocks candidates by locks, the usual locks first; none is without a candidate
 */
public record ChoiceCandidatesByLocks(
    String trace,
    long peakLive,
    ChoiceCandidate.TimeUnit unit,
    Map<String, List<ChoiceCandidate>> byLocks) {

  /** Copies the map, in its order. */
  public ChoiceCandidatesByLocks {
    Map<String, List<ChoiceCandidate>> copy = new LinkedHashMap<>();
    byLocks.forEach((locks, candidates) -> copy.put(locks, List.copyOf(candidates)));
    byLocks = copy;
  }

  /** The candidates with the usual locks. */
  public List<ChoiceCandidate> usual() {
    return byLocks.values().iterator().next();
  }

  /**
   * The answer by locks, in their order. Locks with which no pause was timed are left out where
   * pauses are limited by the clock: all contenders that move blocks would seem to exceed it.
   */
  public Map<String, ChoiceAnswer> answers(List<ChoiceLimit> limits, ChoiceWeights weights) {
    boolean clocked =
        limits.stream().anyMatch(limit -> limit.kind() == ChoiceLimit.Kind.PAUSE_NANOS);
    Map<String, ChoiceAnswer> answers = new LinkedHashMap<>();
    byLocks.forEach(
        (locks, candidates) -> {
          if (answers.isEmpty()
              || !clocked
              || candidates.stream().anyMatch(ChoiceCandidatesByLocks::isTimed)) {
            answers.put(locks, AllocatorChooser.among(candidates, limits, weights));
          }
        });
    return answers;
  }

  private static boolean isTimed(ChoiceCandidate candidate) {
    return candidate.bytesMoved() > 0 && candidate.pauseNanos().isPresent();
  }
}
