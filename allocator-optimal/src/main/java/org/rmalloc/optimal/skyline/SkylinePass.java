// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

import java.util.function.LongPredicate;

/**
 * Places all blocks of a problem in one pass over the skyline of those placed so far.
 *
 * <p>The lowest segment of the skyline gets the block with the best key of those that live within
 * it; where there is none, the segment is raised to its lower neighbour, which wastes the space
 * between.
 *
 * <p>Source: the best-fit heuristic of Burke, Kendall and Whitwell, "A New Placement Heuristic for
 * the Orthogonal Stock-Cutting Problem", Operations Research 52(4), 2004, with time for width; for
 * storage with known lifetimes by Sekiyama, Imai, Negishi et al., "Profile-guided Memory
 * Optimization for Deep Neural Networks", 2018. Deviations: the block fits in time alone, which is
 * fixed, so a block stands where it lives and not at a corner of the segment; the key is a
 * parameter; a block may be aligned.
 *
 * <p>At most 3n searches and 7n operations on the heap. Memory: 18 bytes a block, 20 more at the
 * start, and {@link Skyline}.
 */
public final class SkylinePass {
  private static final int STEPS_BETWEEN_CHECKS = 1 << 10;

  private final BlocksByLifetime blocks;
  private final UnplacedBlocks unplaced;
  private final Skyline skyline;
  private final long[] offsets;
  private int placed;
  private long heightBytes;

  private SkylinePass(BlocksByLifetime blocks, int[] ranks) {
    this.blocks = blocks;
    unplaced = new UnplacedBlocks(blocks, ranks);
    skyline = new Skyline(minimum(blocks.firsts()), maximum(blocks.ends()));
    offsets = new long[blocks.problem().blockCount()];
  }

  /**
   * The offsets that a pass comes to, by number of block; blocks of 0 bytes are at 0.
   *
   * @param peakLiveBytes of the problem
   * @param mayGoOn is given the height so far now and then, and ends the pass by false
   * @return none when it was ended: an empty array
   */
  public static long[] offsets(
      BlocksByLifetime blocks, BlockPriority key, long peakLiveBytes, LongPredicate mayGoOn) {
    SkylinePass pass = new SkylinePass(blocks, key.ranks(blocks, peakLiveBytes));
    return pass.placesAll(mayGoOn) ? pass.offsets : new long[0];
  }

  private boolean placesAll(LongPredicate mayGoOn) {
    int steps = 0;
    while (placed < blocks.count()) {
      step();
      if (++steps % STEPS_BETWEEN_CHECKS == 0 && !mayGoOn.test(heightBytes)) {
        return false;
      }
    }
    return true;
  }

  private void step() {
    int segment = skyline.lowest();
    int position = unplaced.best(skyline.left(segment), skyline.right(segment));
    if (position == UnplacedBlocks.NO_BLOCK) {
      skyline.raise(segment);
    } else {
      place(position, segment);
    }
  }

  private void place(int position, int segment) {
    long alignment = blocks.alignmentBytes(position);
    long offset = Math.ceilDiv(skyline.height(segment), alignment) * alignment;
    long top = offset + blocks.size(position);
    int block = blocks.blocks()[position];
    offsets[block] = offset;
    heightBytes = Math.max(heightBytes, offset + blocks.problem().sizes()[block]);
    skyline.raise(segment, blocks.firsts()[position], blocks.ends()[position], top);
    unplaced.remove(position);
    placed++;
  }

  private static int minimum(int[] instants) {
    int minimum = Integer.MAX_VALUE;
    for (int instant : instants) {
      minimum = Math.min(minimum, instant);
    }
    return minimum;
  }

  private static int maximum(int[] instants) {
    int maximum = Integer.MIN_VALUE;
    for (int instant : instants) {
      maximum = Math.max(maximum, instant);
    }
    return maximum;
  }
}
