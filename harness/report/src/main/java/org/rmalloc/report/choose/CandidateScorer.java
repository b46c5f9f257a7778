// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.Comparator;
import java.util.List;

/**
 * Scores candidates against each other: (heap / smallest heap) to the power of its weight, times
 * (time / shortest time) to the power of its own. 1 is the best there could be.
 */
final class CandidateScorer {
  private final ChoiceWeights weights;
  private final double smallestHeap;
  private final double shortestTime;

  /** A scale on which the best of each figure among these candidates is 1. */
  CandidateScorer(List<ChoiceCandidate> all, ChoiceWeights weights) {
    this.weights = weights;
    smallestHeap = all.stream().mapToDouble(ChoiceCandidate::heapBytes).min().orElse(1);
    shortestTime = all.stream().mapToDouble(ChoiceCandidate::time).min().orElse(1);
  }

  double of(ChoiceCandidate candidate) {
    return Math.pow(memory(candidate), weights.memory())
        * Math.pow(time(candidate), weights.time());
  }

  /** The heap as a ratio to the smallest. */
  double memory(ChoiceCandidate candidate) {
    return candidate.heapBytes() / Math.max(smallestHeap, 1);
  }

  /** The time as a ratio to the shortest, which no allocator brings to 0. */
  double time(ChoiceCandidate candidate) {
    return shortestTime > 0 ? candidate.time() / shortestTime : 1 + candidate.time();
  }

  /** The better first; of equal scores the smaller heap, then the shorter pause. */
  Comparator<ChoiceCandidate> betterFirst() {
    return Comparator.comparingDouble(this::of)
        .thenComparingLong(ChoiceCandidate::heapBytes)
        .thenComparingLong(ChoiceCandidate::pauseBytes)
        .thenComparingDouble(ChoiceCandidate::time)
        .thenComparing(ChoiceCandidate::label)
        .thenComparing(ChoiceCandidate::locks);
  }
}
