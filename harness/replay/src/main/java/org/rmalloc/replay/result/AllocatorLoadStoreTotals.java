// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * Loads and stores of 4 bytes over the whole replay.
 *
 * @param requests of all N, F and R, out-of-memory handling apart
 * @param locks of all L and U
 * @param oom of all out-of-memory handling
 */
public record AllocatorLoadStoreTotals(long requests, long locks, long oom) {}
