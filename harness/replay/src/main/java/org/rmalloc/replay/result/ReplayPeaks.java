// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * Extremes over <em>all</em> requests, data points or not, up to where the replay ended.
 *
 * @param usedBytes most live bytes
 * @param usedAt the first op index with so many
 * @param footprintBytes largest footprint
 * @param footprintAt the first op index with it
 * @param overheadAtFootprint overhead there, in bytes
 * @param overheadBytes largest overhead
 * @param internalBytes most internal bytes
 * @param cost of the dearest request
 * @param oomCost of the dearest out-of-memory handling
 */
public record ReplayPeaks(
    long usedBytes,
    long usedAt,
    long footprintBytes,
    long footprintAt,
    long overheadAtFootprint,
    long overheadBytes,
    long internalBytes,
    long cost,
    long oomCost) {}
