// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * Sees the tiles of a heap in address order: half-open ranges, none empty, each starting where the
 * one before it ends. Neighbouring free tiles are coalesced, and so are neighbouring overhead
 * tiles, so a heap's state has one tiling.
 */
public interface HeapVisitor {
  /** Bytes of a block that its client may use. A block of size 0 has no used tile. */
  void used(long from, long to, long handle, int lockDepth);

  /** Bytes that a later request may get, the unclaimed part of the heap included. */
  void free(long from, long to);

  /** Metadata and padding. */
  void overhead(long from, long to);
}
