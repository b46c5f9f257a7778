package org.rmalloc.replay.space;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.CountingHeap;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.DataPoint;

/** Calls the out-of-memory hook, and keeps count of what it did and what it cost. */
final class OomHandling {
  private final CountingHeap heap;
  private final Allocator allocator;
  private final CompactionBudget budget;
  private long compactions;
  private long calls;
  private long bytesMoved;
  private long blocksMoved;
  private long steps;
  private long cutShort;
  private long pauseBytes;
  private long cost; // since it was last taken
  private boolean compacted; // since it was last asked

  OomHandling(CountingHeap heap, Allocator allocator, CompactionBudget budget) {
    this.heap = heap;
    this.allocator = allocator;
    this.budget = budget;
  }

  void relieve(long sizeBytes) {
    long before = heap.cost();
    Compaction done = allocator.relieve(sizeBytes, budget);
    cost += heap.cost() - before;
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
        DataPoint.UNTIMED);
  }
}
