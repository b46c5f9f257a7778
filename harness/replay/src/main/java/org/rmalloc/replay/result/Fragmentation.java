// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.OptionalDouble;

/**
 * The four measures of realized fragmentation, by number, each less 1; <em>heap used</em> is the
 * footprint. A measure is absent where it would divide by 0.
 *
 * <p>Source: Johnstone and Wilson, "The Memory Fragmentation Problem: Solved?", ISMM 1998.
 *
 * @param measure1 heap used over live bytes, averaged over all requests after which bytes are live
 * @param measure2 heap used over live bytes, at the first point of peak live
 * @param measure3 peak heap used over live bytes at the first point of it
 * @param measure4 peak heap used over peak live
 */
public record Fragmentation(
    OptionalDouble measure1,
    OptionalDouble measure2,
    OptionalDouble measure3,
    OptionalDouble measure4) {}
