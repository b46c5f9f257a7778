// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.Comparator;
import java.util.List;

/**
 * Scores candidates against each other: (heap / smallest heap) to the power of its weight, times
 * (time / shortest time) to the power of its own. 1 is the best there could be.
 */
final class Score {
  private final Weights weights;
  private final double smallestHeap;
  private final double shortestTime;

  /** A scale on which the best of each figure among these candidates is 1. */
  Score(List<Candidate> all, Weights weights) {
    this.weights = weights;
    smallestHeap = all.stream().mapToDouble(Candidate::heapBytes).min().orElse(1);
    shortestTime = all.stream().mapToDouble(Candidate::time).min().orElse(1);
  }

  double of(Candidate candidate) {
    return Math.pow(memory(candidate), weights.memory())
        * Math.pow(time(candidate), weights.time());
  }

  /** The heap as a ratio to the smallest. */
  double memory(Candidate candidate) {
    return candidate.heapBytes() / Math.max(smallestHeap, 1);
  }

  /** The time as a ratio to the shortest, which no allocator brings to 0. */
  double time(Candidate candidate) {
    return shortestTime > 0 ? candidate.time() / shortestTime : 1 + candidate.time();
  }

  /** The better first; of equal scores the smaller heap, then the shorter pause. */
  Comparator<Candidate> betterFirst() {
    return Comparator.comparingDouble(this::of)
        .thenComparingLong(Candidate::heapBytes)
        .thenComparingLong(Candidate::pauseBytes)
        .thenComparingDouble(Candidate::time)
        .thenComparing(Candidate::label)
        .thenComparing(Candidate::locks);
  }
}
