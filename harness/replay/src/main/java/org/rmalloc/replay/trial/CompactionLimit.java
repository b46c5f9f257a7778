// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.trace.UsageException;

/**
 * How many bytes may be moved while one request waits.
 *
 * @param bytes 1 or more; {@link Long#MAX_VALUE} is no limit
 */
public record CompactionLimit(long bytes) {
  /** No limit. */
  public static final CompactionLimit NONE = new CompactionLimit(Long.MAX_VALUE);

  /** Checks the limit. */
  public CompactionLimit {
    if (bytes < 1) {
      throw new UsageException("budget: found %d bytes, expected 1 or more".formatted(bytes));
    }
  }

  /** Whether there is a limit. */
  public boolean isLimited() {
    return bytes != Long.MAX_VALUE;
  }

  /** As an allocator is asked to keep it. */
  public CompactionBudget budget() {
    return isLimited() ? CompactionBudget.bytes(bytes) : CompactionBudget.UNLIMITED;
  }
}
