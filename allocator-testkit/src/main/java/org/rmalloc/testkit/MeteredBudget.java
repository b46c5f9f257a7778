package org.rmalloc.testkit;

import org.rmalloc.allocator.CompactionBudget;

/** A budget in bytes that notes how it was asked. */
final class MeteredBudget implements CompactionBudget {
  private final long maximumBytes;
  private long steps;
  private long proposedBytes;
  private long bytesMoved;
  private boolean ended;
  private boolean stepPending;
  private boolean abused;

  /**
   * A budget that allows steps until {@code maximumBytes} are moved, but always a first one.
   *
   * <p>A contract suite wants compactions that stop everywhere, so the last step allowed may be
   * larger than what is left.
   */
  MeteredBudget(long maximumBytes) {
    this.maximumBytes = maximumBytes;
  }

  @Override
  public boolean allowsStep(long stepBytes, long bytesMovedSoFar) {
    abused |= stepPending || bytesMovedSoFar != bytesMoved || stepBytes < 0;
    proposedBytes = stepBytes;
    stepPending = !ended;
    return !ended;
  }

  @Override
  public boolean allowsMore(long bytesMovedSoFar) {
    abused |= !stepPending || bytesMovedSoFar != bytesMoved + proposedBytes;
    stepPending = false;
    steps++;
    bytesMoved = bytesMovedSoFar;
    ended = bytesMovedSoFar >= maximumBytes;
    return !ended;
  }

  /** How many steps it was told of. */
  long steps() {
    return steps;
  }

  /** The bytes last reported to it. */
  long bytesMoved() {
    return bytesMoved;
  }

  /** Whether it has ended the compaction. */
  boolean ended() {
    return ended;
  }

  /**
   * Whether a step was taken without asking or against its answer, or did not move the bytes that
   * it was asked for.
   */
  boolean wasAbused() {
    return abused || stepPending;
  }
}
