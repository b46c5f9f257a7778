// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import java.util.Optional;
import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.workload.HandleAndAddressChecksum;
import org.rmalloc.replay.workload.ReplayFingerprint;

/**
 * A replay for space in figures, besides its data points.
 *
 * @param stoppedAt absent when it finished
 * @param compactions without a pause: no clock was read
 * @param fingerprint what a timed replay must agree on
 */
public record SpaceResult(
    Optional<UnmetRequest> stoppedAt,
    ReplayPeaks peaks,
    LargestRequestMinima minima,
    AllocatorLoadStoreTotals cost,
    CompactionTotals compactions,
    Fragmentation fragmentation,
    ReplayFingerprint fingerprint) {

  /** How it ended. */
  public ReplayOutcome outcome() {
    return stoppedAt
        .<ReplayOutcome>map(ReplayOutcome.OutOfMemory::new)
        .orElseGet(ReplayOutcome.Finished::new);
  }

  /**
   * As a result holds it.
   *
   * @param longestPauseNanos of a timed replay that went the same way
   */
  public SpaceFigures figures(Optional<Long> longestPauseNanos) {
    CompactionTotals totals =
        longestPauseNanos.map(compactions::withLongestPause).orElse(compactions);
    return new SpaceFigures(
        peaks,
        minima,
        cost,
        totals,
        fragmentation,
        HandleAndAddressChecksum.text(fingerprint.checksum()));
  }
}
