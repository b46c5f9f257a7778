// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * What the space pass measured, rows apart: deterministic.
 *
 * @param minima the tightest the heap was
 * @param checksum of handles and addresses: 16 hexadecimal digits, equal in both passes
 */
public record SpaceFigures(
    ReplayPeaks peaks,
    LargestRequestMinima minima,
    AllocatorLoadStoreTotals cost,
    CompactionTotals compactions,
    Fragmentation fragmentation,
    String checksum) {}
