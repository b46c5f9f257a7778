// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Locale;

/** What kinds of state {@link LargestRequestClaimCheck} has seen. */
final class StateCoverageQuotas {
  private static final double MIN_LOCKED = 0.10;
  private static final double MIN_OUT_OF_MEMORY = 0.10;

  private int states;
  private int locked;
  private int outOfMemory;
  private int apart;

  /** Counts the state in which {@code run} ended. */
  void count(CallSequenceRunner run) {
    states++;
    locked += run.model().lockedCount() > 0 ? 1 : 0;
    outOfMemory += run.wasOutOfMemory() ? 1 : 0;
    apart += run.allocator().maxmem() > run.allocator().largestFree() ? 1 : 0;
  }

  int states() {
    return states;
  }

  /** Fails when too few states are of the kinds that matter. */
  void check() {
    if (locked < MIN_LOCKED * states || outOfMemory < MIN_OUT_OF_MEMORY * states) {
      throw new ContractAssertionError(
          "the contract suite's random calls reach too few states of the allocator: " + this);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "of %,d states, %.1f %% have a locked block, %.1f %% follow a request that failed, %.1f %%"
            + " have a maxmem above the largest request",
        states,
        100.0 * locked / states,
        100.0 * outOfMemory / states,
        100.0 * apart / states);
  }
}
