// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

/** Free blocks that can be gone through in list order, and so be placed in by first fit. */
interface IterableFreeBlocks extends FreeBlocks {
  /** The first block, or {@link BlockHeader#NO_BLOCK}. */
  int first();

  /** The block behind {@code block}, or {@link BlockHeader#NO_BLOCK} behind the last. */
  int next(int block);

  /**
   * The first block of {@code size} or more, from {@code from} on and before {@code to}; {@link
   * BlockHeader#NO_BLOCK} as {@code to} stands for the list's end, as {@code from} for nothing at
   * all.
   */
  int fit(int from, int to, int size);

  /** First fit. */
  @Override
  default int find(int size) {
    return fit(first(), BlockHeader.NO_BLOCK, size);
  }
}
