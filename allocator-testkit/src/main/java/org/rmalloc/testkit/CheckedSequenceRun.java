// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.contract.ContractCheckingClient;
import org.rmalloc.heap.Heap;

/** A run of a candidate on a heap of its own, with everything checked: one call after another. */
final class CheckedSequenceRun {
  private final ContractCheckingClient client;
  private final CallSequenceRunner run;
  private final HeapWalkModelCheck modelCheck;
  private final int checkInterval;
  private int ops;

  /**
   * A run on a heap as {@code plan} has it.
   *
   * @param blocks how many blocks there may be
   */
  CheckedSequenceRun(AllocatorUnderTest candidate, RandomSequenceParameters plan, int blocks) {
    checkInterval = plan.checkInterval();
    client =
        new ContractCheckingClient(
            candidate.provider(),
            candidate.options(),
            plan.capacity(),
            blocks,
            CompactionBudget.UNLIMITED,
            checkInterval);
    run = new CallSequenceRunner(client, client.allocator(), blocks);
    modelCheck = new HeapWalkModelCheck(client.allocator(), run.model(), candidate.hasAddresses());
  }

  /** Makes a call and checks what came of it; false if it did not apply. */
  boolean apply(CallSequence sequence, int op) {
    if (!run.apply(sequence, op)) {
      return false;
    }
    if (ops++ % checkInterval == 0) {
      modelCheck.check();
    }
    return true;
  }

  /**
   * Checks everything once more, then frees all blocks and checks what is left.
   *
   * @param restoresWhenEmpty whether requests as large as at first must be met again then
   */
  void finish(boolean restoresWhenEmpty) {
    client.finish(restoresWhenEmpty);
  }

  CallSequenceRunner run() {
    return run;
  }

  /** The first byte at which the heap differs from another, or −1. */
  int differenceFrom(Heap other) {
    return client.heap().differenceFrom(other);
  }
}
