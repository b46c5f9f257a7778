package org.rmalloc.slab;

import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;

/** Asks the budget before and after each step of one compaction, and counts what was done. */
final class StepMeter {
  private final CompactionBudget budget;
  private long bytesMoved;
  private long blocksMoved;
  private long steps;
  private boolean ended;

  StepMeter(CompactionBudget budget) {
    this.budget = budget;
  }

  /** Whether a step of so many bytes may be taken; if not, the compaction is over. */
  boolean allows(long stepBytes) {
    ended = ended || !budget.allowsStep(stepBytes, bytesMoved);
    return !ended;
  }

  /** Notes a step taken. */
  void noteStep(long stepBytes, long blocks) {
    bytesMoved += stepBytes;
    blocksMoved += blocks;
    steps++;
    ended = !budget.allowsMore(bytesMoved);
  }

  /** Whether the budget has ended the compaction. */
  boolean hasEnded() {
    return ended;
  }

  Compaction result() {
    return new Compaction(bytesMoved, blocksMoved, steps, !ended);
  }
}
