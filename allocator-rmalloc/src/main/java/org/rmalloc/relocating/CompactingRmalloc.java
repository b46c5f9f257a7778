// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PlacementListener;

/**
 * {@link Rmalloc} with compaction, by the {@link CompactionPlanner}'s rule, when asked or out of
 * memory.
 *
 * <p>{@code maxmem} takes O(1) amortised while no block is locked, for a compaction then leaves no
 * hole; otherwise it follows the compaction block by block, in the time that this takes less that
 * of moving bytes.
 */
final class CompactingRmalloc extends Rmalloc {
  private final PlacementListener listener;

  CompactingRmalloc(BlockArena arena, PlacementListener listener) {
    super(arena, listener);
    this.listener = listener;
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    return BlockMover.compact(arena, listener, budget);
  }

  @Override
  public long maxmem() {
    return Math.max(largestFree(), largestAfterCompaction());
  }

  private long largestAfterCompaction() {
    if (arena.lockedBlocks() > 0) {
      return CompactionDryRun.largestRequest(arena, blocksByAddress());
    }
    BlockHeaderTable table = arena.table;
    int newLow = table.lowAfter(arena.usedBlocks(), 0, table.probeLowestUsed());
    return arena.room(arena.base + arena.usedBytes(), newLow);
  }
}
