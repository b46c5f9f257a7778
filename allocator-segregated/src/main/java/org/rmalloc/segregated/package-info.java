// SPDX-License-Identifier: Apache-2.0
/**
 * Allocators that keep free blocks in a list for each range of sizes: two-level segregated fit,
 * binary buddies, and power-of-two storage that neither splits nor coalesces.
 *
 * <p>Each has a class for its blocks' words, one that allocates, and a provider. Payloads are
 * aligned to 8 bytes; addresses are the heap's.
 */
package org.rmalloc.segregated;
