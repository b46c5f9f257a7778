// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;

/** Passes a budget's answers on, and notes whether they were asked for and kept to. */
final class MonitoredCompactionBudget implements CompactionBudget {
  private final CompactionBudget budget;
  private long steps;
  private long proposedBytes;
  private long bytesMoved;
  private boolean stepPending;
  private boolean stepRefused; // the last one proposed
  private boolean everRefused;
  private boolean ended;
  private boolean overrun;

  MonitoredCompactionBudget(CompactionBudget budget) {
    this.budget = budget;
  }

  @Override
  public boolean allowsStep(long stepBytes, long bytesMovedSoFar) {
    overrun |= stepPending || bytesMovedSoFar != bytesMoved || stepBytes < 0;
    proposedBytes = stepBytes;
    stepPending = !ended && budget.allowsStep(stepBytes, bytesMovedSoFar);
    stepRefused = !stepPending;
    everRefused |= stepRefused;
    return stepPending;
  }

  @Override
  public boolean allowsMore(long bytesMovedSoFar) {
    overrun |= !stepPending || bytesMovedSoFar != bytesMoved + proposedBytes;
    stepPending = false;
    steps++;
    bytesMoved = bytesMovedSoFar;
    ended = !budget.allowsMore(bytesMovedSoFar);
    return !ended;
  }

  /** Bytes that it was notified of. */
  long bytesMoved() {
    return bytesMoved;
  }

  /** Steps that it was notified of. */
  long steps() {
    return steps;
  }

  /** Whether the compaction may have left something undone because of it. */
  boolean hasEnded() {
    return ended || everRefused;
  }

  /** Whether its last answer was that a step may not be taken. */
  boolean hasRefusedStep() {
    return stepRefused;
  }

  /**
   * Whether a step was taken without asking or against its answer, or moved other bytes than were
   * asked for, or the compaction says otherwise.
   */
  boolean wasOverrun(CompactionResult done) {
    return overrun || stepPending || done.bytesMoved() != bytesMoved || done.steps() != steps;
  }
}
