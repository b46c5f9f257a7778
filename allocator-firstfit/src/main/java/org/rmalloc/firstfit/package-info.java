// SPDX-License-Identifier: Apache-2.0
/**
 * The sequential fits: first fit, next fit and best fit over one free list, with boundary tags and
 * immediate coalescing.
 *
 * <p>Sources: Knuth, "The Art of Computer Programming", vol. 1, §2.5, for the boundary tags;
 * Wilson, Johnstone, Neely and Boles, "Dynamic Storage Allocation: A Survey and Critical Review",
 * IWMM 1995, for the policies and list orders; Stephenson, "Fast Fits", SOSP 1983, for the tree
 * that finds a first fit without walking the list.
 *
 * <p>{@link org.rmalloc.firstfit.SequentialFitAllocator} splits and coalesces blocks, {@link
 * org.rmalloc.firstfit.BlockHeader} owns their words, {@link
 * org.rmalloc.firstfit.BoundaryTagLayout} says where in the heap a block is, and a {@link
 * org.rmalloc.firstfit.FreeBlocks} holds the free ones and chooses among them.
 */
package org.rmalloc.firstfit;
