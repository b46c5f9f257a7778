// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * The tail of a free block: its last bytes, which put it on its {@linkplain FreeLists free list}.
 *
 * <pre>
 *   byte  0        4        8 = end of the block
 *         +--------+--------+
 *         | header |  next  |
 *         +--------+--------+
 *   header   the block's header
 *   next     address of the next tail on the list, 0 in the last one
 * </pre>
 */
final class FreeListFooter {
  static final int HEADER = 0;
  static final int NEXT = 4;
  static final int BYTES = 8;

  /** In place of a tail: the list heads lie at address 0. */
  static final int NO_BLOCK = 0;

  private FreeListFooter() {}

  static int header(Heap heap, int tail) {
    return heap.getInt(tail + HEADER);
  }

  static int next(Heap heap, int tail) {
    return heap.getInt(tail + NEXT);
  }

  static void write(Heap heap, int tail, int header, int next) {
    heap.putInt(tail + HEADER, header);
    heap.putInt(tail + NEXT, next);
  }
}
