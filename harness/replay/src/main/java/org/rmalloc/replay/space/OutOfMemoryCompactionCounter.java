// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.CompactionTotals;

/** Keeps count of what out-of-memory handling did and what it cost. */
final class OutOfMemoryCompactionCounter implements OutOfMemoryRetry.Observer {
  private final LoadStoreCountingHeap heap;
  private long compactions;
  private long calls;
  private long bytesMoved;
  private long blocksMoved;
  private long steps;
  private long cutShort;
  private long pauseBytes;
  private long costBefore; // the relief under way
  private long cost; // since it was last taken
  private boolean compacted; // since it was last asked

  OutOfMemoryCompactionCounter(LoadStoreCountingHeap heap) {
    this.heap = heap;
  }

  @Override
  public void beforeRelief(long sizeBytes) {
    costBefore = heap.cost();
  }

  @Override
  public void afterRelief(long sizeBytes, CompactionResult done) {
    cost += heap.cost() - costBefore;
    calls++;
    bytesMoved += done.bytesMoved();
    pauseBytes = Math.max(pauseBytes, done.bytesMoved());
    blocksMoved += done.blocksMoved();
    steps += done.steps();
    if (!done.finished()) {
      cutShort++;
    }
    if (done.blocksMoved() > 0) {
      compactions++;
      compacted = true;
    }
  }

  /** The cost since this was last called. */
  long takeCost() {
    long taken = cost;
    cost = 0;
    return taken;
  }

  /** Whether a block was moved since this was last called. */
  boolean takeCompacted() {
    boolean taken = compacted;
    compacted = false;
    return taken;
  }

  CompactionTotals totals() {
    return new CompactionTotals(
        compactions,
        calls,
        bytesMoved,
        blocksMoved,
        steps,
        cutShort,
        pauseBytes,
        AllocStatsDataPoint.UNTIMED);
  }
}
