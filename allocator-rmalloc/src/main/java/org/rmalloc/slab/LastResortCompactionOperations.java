// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * What {@link LastResortCompactionPlanner} may do to a heap: {@link HeapCompactionExecutor} moves
 * blocks, {@link LastResortCompactionDryRun} follows it on sizes alone.
 */
sealed interface LastResortCompactionOperations
    permits HeapCompactionExecutor, LastResortCompactionDryRun {
  /** The heap, as what was done so far has left it. */
  CompactionExtentView view();

  /** Whether a block of {@code sizeBytes} would get an extent of its own now. */
  boolean fits(int sizeBytes);

  /** Whether the budget has ended the compaction. */
  boolean hasEnded();

  /**
   * Makes slabs smaller until so many bytes are free, wherever they are; all slabs where an extent
   * is pinned.
   */
  void tightenSlabs(int neededBytes);

  /** Gives free table entries back to the wilderness. */
  void shrinkTable();

  /**
   * Slides extents down, each as far as the pinned one before it lets it, until there is a hole of
   * {@code neededBytes}. If there never is, each gap between two pinned extents has one hole, at
   * its end.
   */
  void slide(int neededBytes);

  /**
   * Evicts the extents of a gap, as {@link EvictionTargetChooser} says, and slides what stays.
   *
   * @param start the gap's first extent
   * @param end the pinned extent behind the gap, or the break
   * @param freeBytes the gap's free bytes, the wilderness included if it ends at the break
   */
  void evict(int start, int end, int freeBytes, int neededBytes);
}
