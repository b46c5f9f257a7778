package org.rmalloc.replay.workload;

import org.rmalloc.allocator.CompactionBudget;

/**
 * How many bytes one out-of-memory handling may move.
 *
 * @param bytes 1 or more; {@link Long#MAX_VALUE} is no limit
 */
public record CompactionLimit(long bytes) {
  /** No limit. */
  public static final CompactionLimit NONE = new CompactionLimit(Long.MAX_VALUE);

  /** Checks the limit. */
  public CompactionLimit {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "compaction budget of " + bytes + " bytes: must be 1 or more");
    }
  }

  /** As an allocator is asked to keep it. */
  public CompactionBudget budget() {
    return bytes == Long.MAX_VALUE ? CompactionBudget.UNLIMITED : CompactionBudget.bytes(bytes);
  }

  /** As files hold it. */
  public String text() {
    return bytes == Long.MAX_VALUE ? "unlimited" : Long.toString(bytes);
  }
}
