// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.frontier;

import java.util.Optional;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.space.SpaceResult;

/**
 * One replay of a frontier.
 *
 * @param heap as asked for: {@code 1.05x} or {@code min}
 * @param heapBytes what that is
 * @param outcome how it ended
 * @param figures empty where it did not finish
 */
public record FrontierPoint(
    String heap, long heapBytes, ReplayOutcome outcome, Optional<Figures> figures) {

  /**
   * What a replay that finished came to.
   *
   * @param footprint the peak, in bytes
   * @param reliefs how often out-of-memory handling was called
   * @param bytesMoved by it
   * @param pauseBytes the maximum of bytes moved while one request waited
   * @param cost loads and stores of 4 bytes, out-of-memory handling apart
   * @param oomCost those of out-of-memory handling
   */
  public record Figures(
      long footprint, long reliefs, long bytesMoved, long pauseBytes, long cost, long oomCost) {
    /** All loads and stores. */
    public long totalCost() {
      return cost + oomCost;
    }
  }

  /** Of a replay. */
  static FrontierPoint of(String heap, long heapBytes, SpaceResult result) {
    ReplayOutcome outcome = result.outcome();
    return new FrontierPoint(
        heap,
        heapBytes,
        outcome,
        outcome.finished() ? Optional.of(figures(result)) : Optional.empty());
  }

  /** Of a heap that the contender cannot manage. */
  static FrontierPoint refused(String heap, long heapBytes, String reason) {
    return new FrontierPoint(heap, heapBytes, new ReplayOutcome.Refused(reason), Optional.empty());
  }

  private static Figures figures(SpaceResult result) {
    return new Figures(
        result.peaks().footprintBytes(),
        result.compactions().calls(),
        result.compactions().bytesMoved(),
        result.compactions().pauseBytes(),
        result.cost().requests(),
        result.cost().oom());
  }
}
