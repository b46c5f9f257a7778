// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Locale;

/** What a run of random sequences really exercised; too little of anything is a failure. */
final class CoverageQuotas {
  private static final double MIN_SERVED = 0.60;
  private static final double MIN_OUT_OF_MEMORY = 0.10;
  private static final double MIN_REALLOCS = 0.05;
  private static final double MIN_LOCKED = 0.10;
  private static final double MIN_ALIGNED = 0.05;

  private long sequences;
  private long sequencesOutOfMemory;
  private long ops;
  private long mallocs;
  private long mallocsServed;
  private long alignedServed;
  private long reallocs;
  private long opsWithLocked;

  /** Counts a call that was made; {@code model} is as it left it. */
  void count(CallSequence sequence, int op, LiveBlockModel model) {
    AllocatorCallKind call = sequence.call(op);
    ops++;
    opsWithLocked += model.lockedCount() > 0 ? 1 : 0;
    if (call == AllocatorCallKind.MALLOC) {
      mallocs++;
      boolean served = model.isLive(sequence.block(op));
      mallocsServed += served ? 1 : 0;
      alignedServed += served && sequence.alignment(op) > 1 ? 1 : 0;
    } else if (call == AllocatorCallKind.REALLOC) {
      reallocs++;
    }
  }

  void countSequence(boolean outOfMemory) {
    sequences++;
    sequencesOutOfMemory += outOfMemory ? 1 : 0;
  }

  long ops() {
    return ops;
  }

  /**
   * Fails when a quota is not met that the contract asks for.
   *
   * @param aligns whether the allocator takes alignments
   */
  void check(boolean aligns) {
    require(mallocsServed, mallocs, MIN_SERVED, "mallocs succeed");
    require(sequencesOutOfMemory, sequences, MIN_OUT_OF_MEMORY, "sequences run out of memory");
    require(reallocs, ops, MIN_REALLOCS, "ops are reallocs");
    require(opsWithLocked, ops, MIN_LOCKED, "ops run while a block is locked");
    if (aligns) {
      require(alignedServed, mallocsServed, MIN_ALIGNED, "successful mallocs ask for an alignment");
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d ops in %,d sequences; %.1f %% of mallocs succeed, of these %.1f %% aligned; %.1f %% of"
            + " sequences run out of memory, %.1f %% of ops are reallocs, %.1f %% of ops run"
            + " while a block is locked",
        ops,
        sequences,
        100.0 * mallocsServed / mallocs,
        100.0 * alignedServed / mallocsServed,
        100.0 * sequencesOutOfMemory / sequences,
        100.0 * reallocs / ops,
        100.0 * opsWithLocked / ops);
  }

  private void require(long part, long whole, double minimum, String what) {
    if (part < minimum * whole) {
      throw new ContractAssertionError(
          String.format(
              Locale.ROOT,
              "the random test covers too few cases: of %2$d, only %1$d %3$s",
              part,
              whole,
              what));
    }
  }
}
