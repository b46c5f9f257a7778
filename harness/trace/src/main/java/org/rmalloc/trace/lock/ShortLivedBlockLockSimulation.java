// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.io.IOException;
import java.util.function.IntPredicate;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * The coarse lock simulation: short-lived blocks are locked for life. A block that lives for a
 * small part of the program is a temporary and locked from its birth on; others are never locked.
 * Accesses are dropped, addresses are 0.
 *
 * <p>A temporary that is resized is unlocked for that, since it could not be moved else.
 */
public final class ShortLivedBlockLockSimulation implements OpSink {
  private final IntPredicate isTemporary;
  private final OpSink out;

  /**
   * A simulation at the start of a trace of the access dialect.
   *
   * @param isTemporary tells of a handle whether it is one; asked at its birth and its resizes
   * @param out takes the trace of the lock dialect
   */
  public ShortLivedBlockLockSimulation(IntPredicate isTemporary, OpSink out) {
    this.isTemporary = isTemporary;
    this.out = out;
  }

  @Override
  public void add(OpKind kind, int handle, long address, long sizeBytes) throws IOException {
    if (kind.isAccess()) {
      return;
    }
    boolean locks = kind != OpKind.FREE && isTemporary.test(handle);
    if (locks && kind == OpKind.RESIZE) {
      out.add(OpKind.UNLOCK, handle, 0, 0);
    }
    out.add(kind, handle, 0, sizeBytes);
    if (locks) {
      out.add(OpKind.LOCK, handle, 0, 0);
    }
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    out.mark(mark, value);
  }
}
