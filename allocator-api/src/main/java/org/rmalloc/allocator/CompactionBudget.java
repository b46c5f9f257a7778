package org.rmalloc.allocator;

/**
 * How much a compaction may do. It is asked after each step; an allocator reads no clock, so a
 * budget in time is the caller's to make.
 */
@FunctionalInterface
public interface CompactionBudget {
  /** Never ends a compaction. */
  CompactionBudget UNLIMITED = bytesMoved -> true;

  /**
   * Whether another step may be taken.
   *
   * @param bytesMoved bytes moved so far in this compaction
   */
  boolean allowsAnotherStep(long bytesMoved);

  /** A budget of bytes: ends a compaction after the step that reaches it. */
  static CompactionBudget bytes(long most) {
    return bytesMoved -> bytesMoved < most;
  }
}
