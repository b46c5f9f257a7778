// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import org.rmalloc.allocator.CompactionBudget;

/**
 * Calls an allocator as a program does: it names its blocks by numbers of its own, fills them,
 * expects them to hold what it wrote, and follows the {@link OutOfMemoryRetry}.
 */
public interface AllocatorClient {
  /** Allocates a block, of a number that names no live one. */
  default CallResult malloc(int block, long sizeBytes) {
    return malloc(block, sizeBytes, 1);
  }

  /** Allocates a block, of a number that names no live one, at a multiple of {@code alignment}. */
  CallResult malloc(int block, long sizeBytes, int alignment);

  /** Resizes a live block. */
  CallResult realloc(int block, long sizeBytes);

  /** Frees a live block. */
  CallResult free(int block);

  /** Locks a live block. */
  CallResult lock(int block);

  /** Undoes one lock of a live block. */
  CallResult unlock(int block);

  /** Asks for a live block's address. */
  CallResult weakLock(int block);

  /** Compacts within a budget, which has no state: it may be asked for more than one heap. */
  CallResult compact(CompactionBudget budget);

  /** A live block's handle; 0 of any other. */
  long handle(int block);

  /** Whether a request so far had to be repeated. */
  boolean wasOutOfMemory();
}
