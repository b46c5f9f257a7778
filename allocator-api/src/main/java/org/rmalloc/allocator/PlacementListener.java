// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * Is notified where blocks are placed, so that figures at every operation need no walk. Given to an
 * allocator when it is created; {@link #NONE} when timing.
 *
 * <p>A block's <b>extent</b> is every byte of the heap that it takes while live, its own metadata
 * and padding included where they adjoin it. What is in no extent and not reserved is free: the
 * extents and reservations describe the same heap as {@link Allocator#walk}. All ranges are
 * half-open.
 */
public interface PlacementListener {
  /** Nobody listens: an allocator may skip what notifying it takes. */
  PlacementListener NONE = new NoPlacementListener();

  /**
   * A block was placed.
   *
   * @param address of its payload, within its extent
   * @param sizeBytes what the client asked for
   */
  void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo);

  /** A block was freed: its extent is free. */
  void freed(long handle);

  /**
   * A live block has a new extent, and perhaps a new address: it was moved by a compaction, or an
   * allocator gave bytes to it or took them away. A resize by the client is reported as {@link
   * #freed} and {@link #placed}.
   */
  void moved(long handle, long address, long extentFrom, long extentTo);

  /** The allocator took bytes for itself, in no block: list heads, a header table. */
  void reserved(long from, long to);

  /** The allocator gave bytes back that it had {@linkplain #reserved reserved}, or a part. */
  void released(long from, long to);
}
