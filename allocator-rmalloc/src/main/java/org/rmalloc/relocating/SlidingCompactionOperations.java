// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

/**
 * An arena's blocks as the {@link CompactionPlanner} sees them, and what it may do to them.
 *
 * <p>Blocks are named by their headers, in a chain by address; {@link BlockHeader#NO_BLOCK} ends
 * it. Addresses and sizes are in bytes. Each operation is O(1), but for {@link #move}.
 */
sealed interface SlidingCompactionOperations permits BlockMover, CompactionDryRun {
  /** The first block of the chain. */
  int first();

  /** The block behind {@code block}. */
  int next(int block);

  /** Address of a block. */
  int memory(int block);

  /** Bytes of a block. */
  int size(int block);

  boolean isFree(int block);

  /** Whether a block is used and may be moved. */
  boolean isUnlocked(int block);

  boolean isLocked(int block);

  /** How many headers belong to no block, a reserve included. */
  int unusedHeaders();

  /**
   * Makes {@code next} what follows {@code before}; {@link BlockHeader#NO_BLOCK} in place of either
   * stands for the chain's end.
   */
  void link(int before, int next);

  /** Gives a free block another address. */
  void setMemory(int block, int memory);

  /** Gives a block another size. */
  void setSize(int block, int size);

  /** A used block got bytes that its client did not ask for. */
  void noteGrown(int bytes);

  /** Makes the header of a block that is no longer in the chain an unused one. */
  void releaseHeader(int block);

  /** Makes a free block with an unused header, in no chain yet. */
  int newHole(int memory, int size);

  /** Moves used neighbours, from {@code first} up to {@code end}, exclusive, down together. */
  void move(int first, int end, int to, int bytes);

  /** Gives back the chain's last block, a free one, which follows {@code before}. */
  void dropTop(int before);
}
