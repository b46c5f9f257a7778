// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.function.Function;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.contract.ledger.HeapLedger;

/** Holds compactions, and relief, against the contract (C2 and C8). O(1) a call. */
final class CompactionCheck {
  private final HeapLedger ledger;
  private final boolean relocates;
  private final boolean hasAddresses;

  /** A check of an allocator that notifies {@code ledger}. */
  CompactionCheck(HeapLedger ledger, boolean relocates, boolean hasAddresses) {
    this.ledger = ledger;
    this.relocates = relocates;
    this.hasAddresses = hasAddresses;
  }

  /** Makes a call that may compact within {@code budget}, and checks what it did. */
  CompactionResult run(CompactionBudget budget, Function<CompactionBudget, CompactionResult> call) {
    long relocationsBefore = ledger.relocationCount();
    MonitoredCompactionBudget metered = new MonitoredCompactionBudget(budget);
    CompactionResult done = call.apply(metered);
    checkBudget(metered, done);
    checkMoves(done, ledger.relocationCount() - relocationsBefore);
    return done;
  }

  private void checkBudget(MonitoredCompactionBudget budget, CompactionResult done) {
    if (!relocates && !done.equals(CompactionResult.NOTHING)) {
      throw violation("C8: the allocator claims not to relocate, yet a compaction did %s", done);
    }
    if (budget.wasOverrun(done)) {
      throw violation(
          "C8: the compaction overran its budget, which allowed %d steps and %d bytes in all and"
              + " was not asked for more: did %s",
          budget.steps(), budget.bytesMoved(), done);
    }
    if (!done.finished() && !budget.hasEnded()) {
      throw violation("C8: the compaction stopped before its budget was used up: %s", done);
    }
    if (done.finished() && budget.hasRefusedStep()) {
      throw violation(
          "C8: the budget refused the last step, but the compaction reports that it is complete:"
              + " %s",
          done);
    }
  }

  private void checkMoves(CompactionResult done, long moves) {
    if (hasAddresses && done.blocksMoved() < moves) {
      throw violation(
          "C8: the compaction notified the listener of %d moves, but reports %s", moves, done);
    }
  }

  /**
   * Checks that relief which finished did what maxmem promised.
   *
   * @param sizeBytes the request that relief was for
   * @param maximum what maxmem was before
   * @param before the largest request before relief
   * @param after the largest request now
   */
  static void requireRelieved(long sizeBytes, long maximum, long before, long after) {
    long relieved = Math.max(before, after);
    if (relieved > maximum || (sizeBytes <= relieved) != (sizeBytes <= maximum)) {
      throw violation(
          "C2: maxmem was reported as %d bytes, but the largest request was %d, and is %d after the"
              + " allocator was asked to make room for %d",
          maximum, before, after, sizeBytes);
    }
  }
}
