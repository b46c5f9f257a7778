// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.util.Optional;
import org.rmalloc.experiment.matrix.GateMetric;

/**
 * A trial of a baseline.
 *
 * @param name unique in the baseline: label, trace and what of the setting is not the default
 * @param traceSha256 of the trace's file, uncompressed
 * @param replaySha256 of the ops that were replayed: the trace, its simulated locks, its rounds
 * @param contender the allocator and those of its options that are not at their defaults
 * @param figures integers all
 * @param trail where footprint and cost grew
 */
public record BaselineEntry(
    String name,
    String traceSha256,
    String replaySha256,
    String contender,
    DeterministicTrialFigures figures,
    FootprintAndCostTrail trail) {

  /**
   * Why the figures of another trial cannot be held against this one's: something else was
   * measured; empty when they can.
   */
  public Optional<String> mismatch(BaselineEntry other) {
    if (!other.traceSha256.equals(traceSha256)) {
      return Optional.of(
          "is of another trace: SHA-256 %s in the baseline, %s now"
              .formatted(traceSha256.substring(0, 12), other.traceSha256.substring(0, 12)));
    }
    if (!other.contender.equals(contender)) {
      return Optional.of(
          "is of another contender: %s in the baseline, %s now"
              .formatted(contender, other.contender));
    }
    if (!other.replaySha256.equals(replaySha256)) {
      return Optional.of(
          "is of the same trace, but not of the same ops: this version simulates locks, resizes or"
              + " rounds differently");
    }
    if (!measured(other.figures).equals(measured(figures))) {
      return Optional.of(
          "was measured %s in the baseline, and is measured %s now"
              .formatted(measured(figures), measured(other.figures)));
    }
    return Optional.empty();
  }

  /** Smallest heaps are searched or not; the rest is there whenever anything was replayed. */
  private static String measured(DeterministicTrialFigures figures) {
    return figures.values().containsKey(GateMetric.MIN_HEAP)
        ? "with smallest heaps"
        : "without smallest heaps";
  }
}
