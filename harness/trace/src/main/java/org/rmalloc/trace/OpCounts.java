// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/** How many ops there are of each kind. */
public final class OpCounts {
  private final long[] counts = new long[OpKind.Code.COUNT];
  private long total;

  /** Counts one more. */
  public void add(OpKind kind) {
    counts[kind.code()]++;
    total++;
  }

  /** Ops of a kind so far. */
  public long count(OpKind kind) {
    return counts[kind.code()];
  }

  /** Ops so far. */
  public long total() {
    return total;
  }
}
