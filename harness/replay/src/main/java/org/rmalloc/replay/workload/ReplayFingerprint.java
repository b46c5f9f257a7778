// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

/**
 * What every replay of one workload against one allocator and heap must agree on, checked or not,
 * timed or not.
 *
 * @param opsMet ops until the end, or until the one that could not be met
 * @param checksum of each block's handle and address as it was placed or resized, of each address
 *     that a lock gave, and of the addresses of what is live at the end
 * @param peakFootprint in bytes
 */
public record ReplayFingerprint(long opsMet, long checksum, long peakFootprint) {}
