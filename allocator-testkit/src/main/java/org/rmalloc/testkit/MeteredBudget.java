package org.rmalloc.testkit;

import org.rmalloc.allocator.CompactionBudget;

/** A budget in bytes that notes how it was asked. */
final class MeteredBudget implements CompactionBudget {
  private final long most;
  private long asked;
  private long bytesMoved;
  private boolean ended;
  private boolean abused;

  /** A budget that ends a compaction after the step that reaches {@code most} bytes. */
  MeteredBudget(long most) {
    this.most = most;
  }

  @Override
  public boolean allowsAnotherStep(long bytesMovedSoFar) {
    abused |= ended || bytesMovedSoFar < bytesMoved;
    asked++;
    bytesMoved = bytesMovedSoFar;
    ended = bytesMovedSoFar >= most;
    return !ended;
  }

  /** How often it was asked. */
  long asked() {
    return asked;
  }

  /** The bytes last heard of. */
  long bytesMoved() {
    return bytesMoved;
  }

  /** Whether it has ended the compaction. */
  boolean ended() {
    return ended;
  }

  /** Whether it was asked after it had said no, or told of fewer bytes than before. */
  boolean wasAbused() {
    return abused;
  }
}
