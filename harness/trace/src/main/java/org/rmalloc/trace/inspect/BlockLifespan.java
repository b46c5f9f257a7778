// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

/**
 * One block's life, counted in requests (N, F, R) from 0.
 *
 * @param block its number, by birth
 * @param birth the request that it is born by
 * @param end the request that frees it; how many requests there are, if none does
 * @param freed whether one does
 */
public record BlockLifespan(int block, long birth, long end, boolean freed) {}
