// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;

/** Asks the budget before and after each step of one compaction, and counts what was done. */
final class CompactionBudgetMeter {
  private final CompactionBudget budget;
  private long bytesMoved;
  private long blocksMoved;
  private long steps;
  private boolean ended;
  private boolean refused;

  CompactionBudgetMeter(CompactionBudget budget) {
    this.budget = budget;
  }

  /** Whether a step of so many bytes may be taken; if not, a smaller one may still be proposed. */
  boolean allows(long stepBytes) {
    boolean allowed = !ended && budget.allowsStep(stepBytes, bytesMoved);
    refused |= !allowed;
    return allowed;
  }

  /** Notes a step taken. */
  void noteStep(long stepBytes, long blocks) {
    bytesMoved += stepBytes;
    blocksMoved += blocks;
    steps++;
    ended = !budget.allowsMore(bytesMoved);
  }

  /** Whether the budget has ended the compaction, whatever the size of the next step. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether a step was refused. */
  boolean hasRefused() {
    return refused;
  }

  CompactionResult result() {
    return new CompactionResult(bytesMoved, blocksMoved, steps, !ended && !refused);
  }
}
