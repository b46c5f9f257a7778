// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.ReplayPeaks;

/**
 * The figures of a replay as they would be if the trace ended here: bytes, and loads and stores of
 * 4 bytes.
 *
 * @param requests so far, met or not
 * @param footprint the peak
 * @param overhead at the request of that peak
 * @param internal the maximum
 * @param largestFreeMinimum over the data points; {@link Long#MAX_VALUE} before the first
 * @param maxmemMinimum likewise
 * @param cost of requests, out-of-memory handling apart
 * @param lockCost of locks and unlocks
 * @param oomCost of out-of-memory handling
 * @param compactions how often out-of-memory handling moved a block
 * @param bytesMoved by it
 * @param pauseBytes the maximum of bytes moved while one request waited
 */
public record ReplayFiguresSoFar(
    long requests,
    long footprint,
    long overhead,
    long internal,
    long largestFreeMinimum,
    long maxmemMinimum,
    long cost,
    long lockCost,
    long oomCost,
    long compactions,
    long bytesMoved,
    long pauseBytes) {

  static ReplayFiguresSoFar of(
      PeakAndFragmentationTracker extremes,
      LargestRequestMinima minima,
      CompactionTotals compactions) {
    ReplayPeaks peaks = extremes.peaks();
    AllocatorLoadStoreTotals costs = extremes.costs();
    return new ReplayFiguresSoFar(
        extremes.requests(),
        extremes.peakFootprint(),
        peaks.overheadAtFootprint(),
        peaks.internalBytes(),
        minima.largestFree(),
        minima.maxmem(),
        costs.requests(),
        costs.locks(),
        costs.oom(),
        compactions.count(),
        compactions.bytesMoved(),
        compactions.pauseBytes());
  }
}
