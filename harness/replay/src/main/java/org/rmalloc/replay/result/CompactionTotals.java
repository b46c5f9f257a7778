// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * What out-of-memory handling did over the whole replay.
 *
 * @param count how often it moved a block
 * @param calls how often it was called
 * @param bytesMoved bytes of the blocks moved
 * @param blocksMoved blocks moved, counted each time
 * @param steps steps taken
 * @param cutShort how often the budget ended it
 * @param pauseBytes the maximum of bytes moved while one request waited
 * @param longestPauseNanos the longest call, as measured; {@link AllocStatsDataPoint#UNTIMED} in an
 *     untimed file
 */
public record CompactionTotals(
    long count,
    long calls,
    long bytesMoved,
    long blocksMoved,
    long steps,
    long cutShort,
    long pauseBytes,
    long longestPauseNanos) {

  /** These totals with the longest call of a timed replay. */
  public CompactionTotals withLongestPause(long nanos) {
    return new CompactionTotals(
        count, calls, bytesMoved, blocksMoved, steps, cutShort, pauseBytes, nanos);
  }
}
