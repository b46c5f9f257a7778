// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.LoadStoreTotals;
import org.rmalloc.replay.result.Peaks;

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
public record FiguresSoFar(
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

  static FiguresSoFar of(
      PeakTracker extremes, LargestRequestMinima minima, CompactionTotals compactions) {
    Peaks peaks = extremes.peaks();
    LoadStoreTotals costs = extremes.costs();
    return new FiguresSoFar(
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
