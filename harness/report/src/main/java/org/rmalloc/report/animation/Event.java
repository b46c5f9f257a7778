// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

/**
 * What changed in a heap; blocks are numbered by birth, so that a handle used again is another
 * block. Ranges are half-open.
 */
sealed interface Event {
  /** A block was placed. */
  record Placed(int block, long address, long size, long from, long to) implements Event {}

  /** A block was freed. */
  record Freed(int block) implements Event {}

  /** A block moved, or its extent changed. */
  record Moved(int block, long address, long from, long to) implements Event {}

  /** Bytes became the allocator's own. */
  record Reserved(long from, long to) implements Event {}

  /** The allocator gave bytes of its own back. */
  record Released(long from, long to) implements Event {}

  /** A block is now locked so deep. */
  record Locked(int block, int depth) implements Event {}

  /** The event as the page's script reads it: a code, then its values. */
  default long[] packed() {
    return switch (this) {
      case Placed(int block, long address, long size, long from, long to) ->
          new long[] {0, block, address, size, from, to};
      case Freed(int block) -> new long[] {1, block};
      case Moved(int block, long address, long from, long to) ->
          new long[] {2, block, address, from, to};
      case Reserved(long from, long to) -> new long[] {3, from, to};
      case Released(long from, long to) -> new long[] {4, from, to};
      case Locked(int block, int depth) -> new long[] {5, block, depth};
    };
  }
}
