// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * The tightest the heap was, over the data points.
 *
 * @param largestFree in bytes; −1 if not even a request of 0 would have succeeded
 * @param maxmem in bytes; −1 likewise
 */
public record LowestFreeSpace(long largestFree, long maxmem) {}
