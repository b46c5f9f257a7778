// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.InvariantViolation;

/** Checks that a walk tiles the heap, neighbouring tiles of one kind coalesced (C5). */
class TilingCheck implements HeapVisitor {
  private enum Kind {
    NONE,
    USED,
    FREE,
    OVERHEAD
  }

  private final int capacity;
  private Kind last;
  private long position;

  /** A check of walks through a heap of {@code capacity} bytes. */
  TilingCheck(int capacity) {
    this.capacity = capacity;
  }

  /** Walks the heap. */
  void walk(Allocator allocator) {
    last = Kind.NONE;
    position = 0;
    allocator.walk(this);
    if (position != capacity) {
      throw violation("C5: the walk ends at %d, but the heap ends at %d", position, capacity);
    }
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    advance(Kind.USED, from, to);
  }

  @Override
  public void free(long from, long to) {
    advance(Kind.FREE, from, to);
  }

  @Override
  public void overhead(long from, long to) {
    advance(Kind.OVERHEAD, from, to);
  }

  private void advance(Kind kind, long from, long to) {
    if (from != position || to <= from || to > capacity) {
      throw violation(
          "C5: the walk shows a tile [%d, %d) right after one that ends at %d", from, to, position);
    }
    if (kind == last && kind != Kind.USED) {
      throw violation(
          "C5: the walk shows two neighbouring free or overhead tiles that meet at %d; they must be"
              + " one tile",
          from);
    }
    last = kind;
    position = to;
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  static InvariantViolation violation(String message, Object... values) {
    return new InvariantViolation(ContractRuleTexts.explained(message.formatted(values)));
  }
}
