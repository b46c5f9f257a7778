// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

/**
 * What changed in a heap. Blocks are numbered in the order in which they were placed, so that a
 * handle used again is another block. Ranges are half-open.
 */
sealed interface PlacementEvent {
  /** What an event starts with in the page's data; the page's script has the same numbers. */
  enum Code {
    PLACED(0),
    FREED(1),
    MOVED(2),
    RESERVED(3),
    RELEASED(4),
    LOCKED(5);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    /** As it stands in the data. */
    int number() {
      return number;
    }
  }

  /** A block was placed. */
  record Placed(int block, long address, long size, long from, long to) implements PlacementEvent {}

  /** A block was freed. */
  record Freed(int block) implements PlacementEvent {}

  /** A block moved, or its extent changed. */
  record Moved(int block, long address, long from, long to) implements PlacementEvent {}

  /** Bytes became the allocator's own. */
  record Reserved(long from, long to) implements PlacementEvent {}

  /** The allocator gave bytes of its own back. */
  record Released(long from, long to) implements PlacementEvent {}

  /** A block is now locked so deep. */
  record Locked(int block, int depth) implements PlacementEvent {}

  /** The event as the page's script reads it: a code, then its values. */
  default long[] packed() {
    return switch (this) {
      case Placed(int block, long address, long size, long from, long to) ->
          packed(Code.PLACED, block, address, size, from, to);
      case Freed(int block) -> packed(Code.FREED, block);
      case Moved(int block, long address, long from, long to) ->
          packed(Code.MOVED, block, address, from, to);
      case Reserved(long from, long to) -> packed(Code.RESERVED, from, to);
      case Released(long from, long to) -> packed(Code.RELEASED, from, to);
      case Locked(int block, int depth) -> packed(Code.LOCKED, block, depth);
    };
  }

  private static long[] packed(Code code, long... values) {
    long[] packed = new long[values.length + 1];
    packed[0] = code.number();
    System.arraycopy(values, 0, packed, 1, values.length);
    return packed;
  }
}
