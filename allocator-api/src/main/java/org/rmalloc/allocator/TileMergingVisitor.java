// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * Passes tiles on to another visitor, with empty ones left out and neighbouring free or overhead
 * tiles coalesced, so that a walk can report piece by piece. {@link #finish} passes on the last
 * tile.
 */
public final class TileMergingVisitor implements HeapVisitor {
  private final HeapVisitor target;
  private Kind pending = Kind.NONE;
  private long pendingFrom;
  private long pendingTo;

  /** A visitor that passes tiles on to {@code target}. */
  public TileMergingVisitor(HeapVisitor target) {
    this.target = target;
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    if (from < to) {
      finish();
      target.used(from, to, handle, lockDepth);
    }
  }

  @Override
  public void free(long from, long to) {
    coalesce(Kind.FREE, from, to);
  }

  @Override
  public void overhead(long from, long to) {
    coalesce(Kind.OVERHEAD, from, to);
  }

  /** Passes on what is still held back. To be called once the walk is over. */
  public void finish() {
    switch (pending) {
      case NONE -> {}
      case FREE -> target.free(pendingFrom, pendingTo);
      case OVERHEAD -> target.overhead(pendingFrom, pendingTo);
    }
    pending = Kind.NONE;
  }

  private void coalesce(Kind kind, long from, long to) {
    if (from == to) {
      return;
    }
    if (kind != pending || from != pendingTo) {
      finish();
      pending = kind;
      pendingFrom = from;
    }
    pendingTo = to;
  }

  private enum Kind {
    NONE,
    FREE,
    OVERHEAD
  }
}
