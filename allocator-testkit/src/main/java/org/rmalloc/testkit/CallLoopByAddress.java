// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.rmalloc.allocator.PinnedAllocator;

/** The operations that a replay by address repeats, over and over: malloc, realloc, free. */
final class CallLoopByAddress implements Runnable {
  private static final int STEPS = 4096;
  private static final int BLOCKS = 64;
  private static final int LARGEST = 512;
  private static final int STEPS_PER_RESIZE = 4;

  private final PinnedAllocator allocator;
  private final int[] addresses = new int[BLOCKS]; // NO_ADDRESS where there is no block
  private final int[] sizes = new int[STEPS];
  private final int[] blocks = new int[STEPS];

  CallLoopByAddress(PinnedAllocator allocator) {
    this.allocator = allocator;
    Arrays.fill(addresses, PinnedAllocator.NO_ADDRESS);
    SplittableRandom random = new SplittableRandom(2);
    for (int step = 0; step < STEPS; step++) {
      sizes[step] = random.nextInt(LARGEST);
      blocks[step] = random.nextInt(BLOCKS);
    }
  }

  @Override
  public void run() {
    for (int step = 0; step < STEPS; step++) {
      int block = blocks[step];
      if (addresses[block] == PinnedAllocator.NO_ADDRESS) {
        addresses[block] = allocator.mallocAddress(sizes[step]);
      } else if (step % STEPS_PER_RESIZE == 0) {
        resize(block, sizes[step]);
      } else {
        allocator.freeAddress(addresses[block]);
        addresses[block] = PinnedAllocator.NO_ADDRESS;
      }
    }
  }

  private void resize(int block, int sizeBytes) {
    int address = allocator.reallocAddress(addresses[block], sizeBytes, true);
    if (address != PinnedAllocator.NO_ADDRESS) {
      addresses[block] = address;
    }
  }
}
