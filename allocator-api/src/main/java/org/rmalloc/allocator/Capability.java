// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** What an allocator can do, declared so that a trace's demands can be met or refused up front. */
public enum Capability {
  /**
   * Blocks have addresses, and their payload can be read and written there. An allocator without
   * notifies a {@link PlacementListener} of nothing, and what {@link Allocator#lock} returns is no
   * address; its walk shows how much is used and free, but not where.
   */
  ADDRESSES,
  /** Unlocked blocks may be moved by a compaction. */
  RELOCATES,
  /**
   * Placement does not depend on the heap's capacity until that is exhausted, so that the peak
   * footprint in a large heap is the smallest heap that will do.
   */
  CAPACITY_BLIND,
  /**
   * No allocator that could be used, but a bound that none can go below: it is shown and never
   * ranked.
   */
  LOWER_BOUND
}
