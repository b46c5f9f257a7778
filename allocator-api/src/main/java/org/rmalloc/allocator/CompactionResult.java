// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * What a compaction did.
 *
 * @param bytesMoved bytes of the blocks moved
 * @param blocksMoved blocks moved, one counted each time it moves
 * @param steps steps taken; the budget is asked after each
 * @param finished false when the budget ended it
 */
public record CompactionResult(long bytesMoved, long blocksMoved, long steps, boolean finished) {
  /** Nothing was moved, and nothing was left to do. */
  public static final CompactionResult NOTHING = new CompactionResult(0, 0, 0, true);
}
