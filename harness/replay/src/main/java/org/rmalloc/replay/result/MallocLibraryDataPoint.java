// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import org.rmalloc.trace.OpKind;

/**
 * A process right after one request, and what the request took: one row of an alloc-stats file of a
 * malloc library.
 *
 * @param opIndex counts requests (N, F, R), from 0
 * @param op NEW, FREE or RESIZE
 * @param sizeBytes of a NEW what was asked for, of a FREE the block's, of a RESIZE the new one
 * @param usedBytes live bytes
 * @param residentBytes of pages that hold memory
 * @param mappedBytes of writable address space
 * @param opNanos as measured, the timer's overhead included; {@link AllocStatsDataPoint#UNTIMED} in
 *     an untimed file
 */
public record MallocLibraryDataPoint(
    long opIndex,
    OpKind op,
    long sizeBytes,
    long usedBytes,
    long residentBytes,
    long mappedBytes,
    long opNanos) {}
