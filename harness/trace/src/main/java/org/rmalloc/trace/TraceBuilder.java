// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/**
 * Builds a trace op by op, numbering handles densely and refusing what no valid trace holds.
 *
 * <p>A lock of a locked block and an unlock of an unlocked one are left out and counted: they state
 * what is so already.
 *
 * <p>O(1) expected an op; no allocation but for growth.
 */
public final class TraceBuilder implements OpSink {
  /** Arrays of the JVM hold a little less than 2³¹ elements. */
  private static final int MOST_OPS = Integer.MAX_VALUE - 8;

  private final Dialect dialect;
  private final TraceChecker checker;
  private final OpColumnsBuilder columns;
  private final OpAnnotations.Builder marks = new OpAnnotations.Builder();

  /**
   * A builder of an empty trace.
   *
   * @param keepsAddresses whether to keep the recorded addresses, 8 bytes an op
   */
  public TraceBuilder(Dialect dialect, boolean keepsAddresses) {
    this.dialect = dialect;
    checker = new TraceChecker(dialect);
    columns = new OpColumnsBuilder(keepsAddresses);
  }

  /** Ops added so far. */
  public int opCount() {
    return columns.opCount();
  }

  /** Locks of locked blocks and unlocks of unlocked ones that were left out so far. */
  public long repeatedLockCount() {
    return checker.repeatedLockCount();
  }

  /**
   * Adds an op.
   *
   * @param fileHandle the handle's number in the file, 0 or more
   * @param address unsigned; dropped unless this builder keeps addresses
   * @param sizeBytes 0 or more; of a free, a lock and an unlock without meaning
   * @throws InvalidOpException when the trace would not be valid with it; nothing was added
   */
  @Override
  public void add(OpKind kind, int fileHandle, long address, long sizeBytes) {
    checkRoom();
    int log2Alignment = kind == OpKind.NEW ? marks.takeAlignment() : 0;
    long repeated = checker.repeatedLockCount();
    int handle = checker.check(kind, fileHandle, sizeBytes);
    switch (kind) {
      case NEW, RESIZE, LOAD, STORE, MODIFY -> {
        marks.added(opCount(), log2Alignment);
        columns.add(kind.code(), handle, address, sizeBytes);
      }
      case FREE -> {
        marks.added(opCount(), 0);
        columns.add(kind.code(), handle, address, checker.sizeBytes(handle));
      }
      case LOCK, UNLOCK -> {
        if (checker.repeatedLockCount() == repeated) {
          marks.added(opCount(), 0);
          columns.add(kind.code(), handle, address, 0);
        }
      }
    }
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) {
    mark.check(value);
    marks.add(mark, value, opCount());
  }

  /** The trace of what was added. The builder is not to be used afterwards. */
  public Trace build(TraceProvenance provenance) {
    return new Trace(
        dialect,
        columns.takeKinds(),
        columns.takeHandles(),
        columns.takeSizes(),
        columns.takeAddresses(),
        checker.fileHandles(),
        marks.build(opCount()),
        provenance);
  }

  private void checkRoom() {
    if (opCount() == MOST_OPS) {
      throw new InvalidOpException(
          "more than " + MOST_OPS + " ops",
          "a trace that fits in memory; cut it, or run 'rmalloc lock' on it first");
    }
  }
}
