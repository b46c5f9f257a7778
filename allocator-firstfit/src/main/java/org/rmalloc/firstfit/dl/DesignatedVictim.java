// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BlockHeader.NO_BLOCK;

/**
 * The free block that small requests are carved from when no bin fits exactly: what remained of the
 * last split, in no bin, so that consecutive small requests get neighbouring blocks.
 */
final class DesignatedVictim {
  private int block = NO_BLOCK;
  private int sizeBytes;

  /** The block, {@link BlockHeader#NO_BLOCK} if there is none. */
  int block() {
    return block;
  }

  /** Its size, 0 if there is none. */
  int sizeBytes() {
    return sizeBytes;
  }

  void set(int newBlock, int newSizeBytes) {
    block = newBlock;
    sizeBytes = newSizeBytes;
  }

  void clear() {
    set(NO_BLOCK, 0);
  }
}
