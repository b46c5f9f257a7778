// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.SplittableRandom;
import org.rmalloc.allocator.Allocator;

/** The operations that a replay repeats, over and over in the same way: malloc, lock, free. */
final class CallLoopByHandle implements Runnable {
  private static final int STEPS = 4096;
  private static final int BLOCKS = 64;
  private static final int LARGEST = 512;
  private static final int STEPS_PER_ALIGNED = 8;

  private final Allocator allocator;
  private final long[] handles = new long[BLOCKS]; // NO_HANDLE where there is no block
  private final int[] sizes = new int[STEPS];
  private final int[] blocks = new int[STEPS];

  private final int alignment;

  /** The operations of an allocator, of which some mallocs ask for an alignment. */
  CallLoopByHandle(Allocator allocator, int alignment) {
    this.allocator = allocator;
    this.alignment = alignment;
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 0; step < STEPS; step++) {
      sizes[step] = random.nextInt(LARGEST);
      blocks[step] = random.nextInt(BLOCKS);
    }
  }

  @Override
  public void run() {
    for (int step = 0; step < STEPS; step++) {
      int block = blocks[step];
      if (handles[block] != Allocator.NO_HANDLE) {
        allocator.free(handles[block]);
      }
      handles[block] =
          step % STEPS_PER_ALIGNED == 0
              ? allocator.malloc(sizes[step], alignment)
              : allocator.malloc(sizes[step]);
      if (handles[block] != Allocator.NO_HANDLE) {
        allocator.lock(handles[block]);
        allocator.unlock(handles[block]);
        allocator.weakLock(handles[block]);
      }
    }
  }
}
