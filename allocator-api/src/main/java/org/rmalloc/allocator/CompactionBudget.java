// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * How much a compaction may do. It is asked before each step and after it; an allocator reads no
 * clock, so a budget in time is the caller's to make.
 */
@FunctionalInterface
public interface CompactionBudget {
  /** Never ends a compaction. */
  CompactionBudget UNLIMITED = (stepBytes, bytesMoved) -> true;

  /**
   * Whether a step may be taken; asked before each. A refusal ends the compaction, unless the
   * allocator has another step to propose.
   *
   * @param stepBytes bytes that the step would move, 0 or more
   * @param bytesMoved bytes moved so far in this compaction
   */
  boolean allowsStep(long stepBytes, long bytesMoved);

  /**
   * Whether the compaction may go on; asked after each step. A refusal ends it.
   *
   * @param bytesMoved bytes moved so far in this compaction
   */
  default boolean allowsMore(long bytesMoved) {
    return true;
  }

  /** A budget of bytes: no compaction moves more than {@code maximumBytes}, 0 or more. */
  static CompactionBudget bytes(long maximumBytes) {
    return (stepBytes, bytesMoved) -> stepBytes <= maximumBytes - bytesMoved;
  }
}
