package org.rmalloc.replay.stats;

/**
 * What out-of-memory handling did over the whole replay.
 *
 * @param count how often it moved a block
 * @param calls how often it was called
 * @param bytesMoved bytes of the blocks moved
 * @param blocksMoved blocks moved, counted each time
 * @param steps steps taken
 * @param cutShort how often the budget ended it
 * @param longestPauseNanos the longest call, as measured; {@link DataPoint#UNTIMED} in an untimed
 *     file
 */
public record CompactionTotals(
    long count,
    long calls,
    long bytesMoved,
    long blocksMoved,
    long steps,
    long cutShort,
    long longestPauseNanos) {}
