// SPDX-License-Identifier: Apache-2.0
/**
 * Doug Lea's malloc, version 2.8.6, for 4-byte words: boundary tags, exact small bins, tree bins, a
 * designated victim and a top that grows with the arena.
 *
 * <p>{@link org.rmalloc.firstfit.dl.DlMalloc} is the allocator's face; {@code FreeSpace} chooses,
 * splits and coalesces blocks; each kind of free block has a class of its own, and {@code
 * BlockHeader} alone knows the header's bits.
 */
package org.rmalloc.firstfit.dl;
