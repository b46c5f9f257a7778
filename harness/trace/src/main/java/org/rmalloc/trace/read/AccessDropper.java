// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpCounts;
import org.rmalloc.trace.OpSink;

/** Checks and counts the accesses of a trace, and drops them. */
public final class AccessDropper implements AccessTransform {
  private final OpCounts dropped = new OpCounts();

  /** What was dropped so far. */
  public OpCounts dropped() {
    return dropped;
  }

  @Override
  public Dialect dialect() {
    return Dialect.ACCESS;
  }

  @Override
  public OpSink before(OpSink trace) {
    OpSink requests =
        (kind, handle, address, sizeBytes) -> {
          if (kind.isAccess()) {
            dropped.add(kind);
          } else {
            trace.add(kind, handle, address, sizeBytes);
          }
        };
    return StreamingOpsReader.checked(Dialect.ACCESS, OpSink.of(requests, trace));
  }
}
