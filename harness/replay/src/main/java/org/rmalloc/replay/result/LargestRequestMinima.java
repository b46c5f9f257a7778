// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * The minimum of the largest request that would succeed, over the data points.
 *
 * @param largestFree in bytes; −1 if not even a request of 0 would have succeeded
 * @param maxmem in bytes; −1 likewise
 */
public record LargestRequestMinima(long largestFree, long maxmem) {}
