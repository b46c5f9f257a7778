// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * What an aligned block holds: as much more than was asked for as its alignment, so that an aligned
 * address is in it wherever it is moved.
 *
 * <pre>
 *   +0                                     log2 of the alignment, in a byte
 *   +1 to +alignment                       padding
 *   the first multiple of the alignment    payload, of the block's size less the alignment
 *     from +1 on
 * </pre>
 *
 * <p>So blocks of any alignment may lie next to each other, as plain ones do, and the compaction
 * need not know of them; only where bytes are copied, the payload is put where it belongs.
 */
final class AlignedBlock {
  private AlignedBlock() {}

  /** Writes down the alignment, a power of two. */
  static void setAlignment(Heap heap, int memory, int alignment) {
    heap.putByte(memory, Integer.numberOfTrailingZeros(alignment));
  }

  static int alignment(Heap heap, int memory) {
    return 1 << heap.getByte(memory);
  }

  /** The payload's address in a block at {@code memory}. */
  static int payload(int memory, int alignment) {
    return (memory + alignment) & -alignment;
  }

  /** The payload's address in a block at {@code memory}. */
  static int payload(Heap heap, int memory) {
    return payload(memory, alignment(heap, memory));
  }

  /**
   * Copies all that a block of {@code size} bytes holds to another place, which may overlap its own
   * from below.
   */
  static void copy(Heap heap, int from, int to, int size) {
    int alignment = alignment(heap, from);
    int payload = payload(from, alignment);
    setAlignment(heap, to, alignment);
    heap.copy(payload, payload(to, alignment), size - alignment);
  }
}
