package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;

/** Checks that a walk tiles the heap, neighbouring tiles of one kind joined. */
final class WalkCheck implements HeapVisitor {
  private long position;
  private char last = ' ';

  private WalkCheck() {}

  /** Walks a heap of {@code capacity} bytes. */
  static void check(Allocator allocator, int capacity) {
    WalkCheck walk = new WalkCheck();
    allocator.walk(walk);
    if (walk.position != capacity) {
      throw ContractFailure.of("a walk ends at %d of %d", walk.position, capacity);
    }
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    advance('u', from, to);
  }

  @Override
  public void free(long from, long to) {
    advance('f', from, to);
  }

  @Override
  public void overhead(long from, long to) {
    advance('o', from, to);
  }

  private void advance(char kind, long from, long to) {
    if (from != position || to <= from || (kind == last && kind != 'u')) {
      throw new ContractFailure(
          "a walk shows %c from %d to %d after %c up to %d"
              .formatted(kind, from, to, last, position));
    }
    last = kind;
    position = to;
  }
}
