// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

/**
 * What makes a block go before another one in a pass. Where two blocks are equal in it, the
 * position decides: {@link BlocksByLifetime}.
 */
public enum BlockPriority {
  /** The longest lifetime first. */
  LIFETIME,
  /** The largest area first: lifetime × size. */
  AREA,
  /** Blocks above 1 % of peak live first, by size; then the longest lifetime. */
  LARGE_THEN_LIFETIME,
  /** Blocks above 0.3 % of peak live first, by size; then the longest lifetime. */
  LARGISH_THEN_LIFETIME,
  /** The longest lifetime in octaves first; in an octave, the largest size. */
  OCTAVE_THEN_SIZE;

  private static final int BITS_OF_SIZE = 57;
  private static final long LARGE = 1L << 62;

  /** The key of a block: 0 or more, the largest first. */
  long of(BlocksByLifetime blocks, int position, long peakLiveBytes) {
    long lifetime = blocks.lifetime(position);
    long size = blocks.size(position);
    return switch (this) {
      case LIFETIME -> lifetime;
      case AREA -> Double.doubleToLongBits((double) lifetime * size); // ordered as the numbers are
      case LARGE_THEN_LIFETIME -> size > peakLiveBytes / 100 ? LARGE | size : lifetime;
      case LARGISH_THEN_LIFETIME -> size > peakLiveBytes / 1000 * 3 ? LARGE | size : lifetime;
      case OCTAVE_THEN_SIZE ->
          (long) (BlocksByLifetime.halfOctave(lifetime) / 2) << BITS_OF_SIZE
              | Math.min(size, (1L << BITS_OF_SIZE) - 1);
    };
  }

  /** By position: the block's rank under this key, from 0, the best first. */
  int[] ranks(BlocksByLifetime blocks, long peakLiveBytes) {
    long[] keys = new long[blocks.count()];
    for (int position = 0; position < keys.length; position++) {
      keys[position] = Long.MAX_VALUE - of(blocks, position, peakLiveBytes);
    }
    int[] order = new BlockNumberRadixSort(keys.length).by(keys).order();
    int[] ranks = new int[keys.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order[rank]] = rank;
    }
    return ranks;
  }
}
