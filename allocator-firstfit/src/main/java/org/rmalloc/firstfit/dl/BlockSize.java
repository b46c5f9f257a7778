// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

/**
 * What a block takes for what a client asks for: a header on top, rounded up to {@link #ALIGNMENT},
 * and room for a free block's links and footer.
 */
final class BlockSize {
  /** Blocks are multiples of this many bytes, and so are payload addresses. */
  static final int ALIGNMENT = 8;

  /** Bytes of a used block that its client may not use: its header. */
  static final int OVERHEAD = 4;

  /** The smallest block: header, two links and footer while it is free. */
  static final int MIN_BYTES = 16;

  /** Blocks below this size have a bin for each size; the others are kept in trees. */
  static final int MIN_LARGE_BYTES = 256;

  private BlockSize() {}

  /** Bytes of the block for a request of {@code requestBytes}, 0 to 2³¹ − 12. */
  static int of(int requestBytes) {
    int padded = (requestBytes + OVERHEAD + ALIGNMENT - 1) & -ALIGNMENT;
    return Math.max(padded, MIN_BYTES);
  }

  /** The largest request that a block of {@code blockBytes} serves. */
  static int usable(int blockBytes) {
    return blockBytes - OVERHEAD;
  }

  static boolean isSmall(int blockBytes) {
    return blockBytes < MIN_LARGE_BYTES;
  }
}
