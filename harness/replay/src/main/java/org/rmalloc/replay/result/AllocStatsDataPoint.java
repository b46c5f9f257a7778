// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import org.rmalloc.trace.OpKind;

/**
 * The heap right after one request, and what the request took: one row of an alloc-stats file.
 *
 * @param opIndex counts requests (N, F, R), from 0
 * @param op NEW, FREE or RESIZE
 * @param sizeBytes of a NEW what was asked for, of a FREE the block's, of a RESIZE the new one
 * @param usedBytes live bytes
 * @param freeBytes bytes in free tiles, the unclaimed part of the heap included
 * @param overheadBytes heap size − used − free
 * @param internalBytes bytes of used blocks beyond the sizes asked for; part of the overhead
 * @param footprintBytes bytes of the heap claimed, used or not
 * @param largestFree the largest request that would succeed now, in bytes; −1 if not even 0
 * @param maxmem the same with out-of-memory handling, its budget unlimited
 * @param cost loads and stores of 4 bytes; those of out-of-memory handling are apart
 * @param oomCost loads and stores of 4 bytes of the out-of-memory hook
 * @param opNanos as measured, the timer's overhead included; {@link #UNTIMED} in an untimed file
 * @param oomNanos of the out-of-memory hook, as measured; {@link #UNTIMED} in an untimed file
 */
public record AllocStatsDataPoint(
    long opIndex,
    OpKind op,
    long sizeBytes,
    long usedBytes,
    long freeBytes,
    long overheadBytes,
    long internalBytes,
    long footprintBytes,
    long largestFree,
    long maxmem,
    long cost,
    long oomCost,
    long opNanos,
    long oomNanos) {
  /** In place of a time: there is none. */
  public static final long UNTIMED = -1;

  /** The same point with times. */
  public AllocStatsDataPoint withTimes(long nanos, long nanosOfOom) {
    return new AllocStatsDataPoint(
        opIndex,
        op,
        sizeBytes,
        usedBytes,
        freeBytes,
        overheadBytes,
        internalBytes,
        footprintBytes,
        largestFree,
        maxmem,
        cost,
        oomCost,
        nanos,
        nanosOfOom);
  }
}
