// SPDX-License-Identifier: Apache-2.0
/**
 * Depth-first search over the skyline, with region backjumping: for problems of up to about a
 * thousand blocks, and for proofs that no plan of a height exists.
 */
package org.rmalloc.optimal.search;
