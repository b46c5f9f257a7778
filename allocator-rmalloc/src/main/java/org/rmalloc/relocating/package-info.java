// SPDX-License-Identifier: Apache-2.0
/**
 * The relocating allocator: blocks named by headers in a table, which stay put while the blocks
 * move.
 *
 * <p>{@code rmalloc} never moves a block, {@code rmalloc-compacting} compacts, and {@code
 * rmalloc-compacting-maxmem} does so with smaller headers. They follow the allocator called
 * "rmalloc" of 2014, in layout and search order, its faults mended; each class says where it
 * differs.
 */
package org.rmalloc.relocating;
