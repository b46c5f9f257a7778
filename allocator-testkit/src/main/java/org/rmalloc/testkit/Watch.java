package org.rmalloc.testkit;

import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.ReallocOutcome;

/** Looks on while a {@link Run} makes its calls. */
interface Watch {
  /** Sees nothing. */
  Watch NONE = new Watch() {};

  /** A malloc is about to be tried, for the first or the second time. */
  default void beforeMalloc(long sizeBytes) {}

  /** A malloc was tried; a handle of 0 tells that it failed. */
  default void afterMalloc(long sizeBytes, long handle) {}

  /** A malloc was served; its block lies at {@code address}. */
  default void afterPlacement(long handle, long sizeBytes, long address) {}

  /** A realloc is about to be tried, for the first or the second time. */
  default void beforeRealloc(int block, long sizeBytes) {}

  /** A realloc was tried; its block lies at {@code address}. The model still has it as it was. */
  default void afterRealloc(int block, long sizeBytes, ReallocOutcome outcome, long address) {}

  /** A request failed: the out-of-memory hook is about to be called. */
  default void beforeRelief() {}

  /** The out-of-memory hook was called. */
  default void afterRelief(long sizeBytes, MeteredBudget budget, Compaction compaction) {}

  /** A lock or weak lock gave an address. The model still has the block as it was. */
  default void afterLock(int block, long address) {}

  /** A compaction is about to be asked for. */
  default void beforeCompaction() {}

  /** A compaction returned. */
  default void afterCompaction(MeteredBudget budget, Compaction compaction) {}
}
