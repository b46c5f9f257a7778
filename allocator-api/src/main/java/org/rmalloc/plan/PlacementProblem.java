// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

import java.util.Arrays;

/**
 * Blocks to be placed, known in advance: packed columns of one entry a block, numbered from 0. A
 * block lives at the instants {@code firsts[block]} to {@code ends[block]}, exclusive; instants are
 * those of ops, or whatever orders the problem's time.
 *
 * <p>This is dynamic storage allocation with the whole input known (Garey and Johnson, "Computers
 * and Intractability", 1979, problem SR2): NP-complete, also for blocks of one and two units.
 *
 * <p>The columns are handed out themselves, not copies; nobody writes to them. Valid by
 * construction, immutable otherwise. 16 bytes a block, 8 more with alignments.
 */
public final class PlacementProblem {
  private static final long[] NO_ALIGNMENTS = {};

  private final int[] firsts;
  private final int[] ends;
  private final long[] sizes;
  private final long[] alignments;

  /**
   * A problem over these columns, which are not copied.
   *
   * @param firsts by block: the first instant at which it lives, any {@code int}
   * @param ends by block: the first instant at which it lives no more, greater than its first
   * @param sizes by block, in bytes: 0 or more; their sum stays below 2⁶²
   * @param alignments by block: what its offset is a multiple of, 1 to 2³¹; empty when all are 1
   * @throws IllegalArgumentException when a column breaks one of these rules, naming the block
   */
  public PlacementProblem(int[] firsts, int[] ends, long[] sizes, long[] alignments) {
    this.firsts = firsts;
    this.ends = ends;
    this.sizes = sizes;
    this.alignments = alignments;
    checkLengths();
    long spaceBytes = 0; // enough for all blocks one above the other
    for (int block = 0; block < firsts.length; block++) {
      checkBlock(block);
      spaceBytes += sizes[block] + alignmentBytes(block) - 1;
      if (spaceBytes >= 1L << 62) {
        throw new IllegalArgumentException(
            "block " + block + " to be planned: found sizes whose sum reaches 2^62; expected less");
      }
    }
  }

  /** A problem whose blocks may start at any byte. */
  public static PlacementProblem unaligned(int[] firsts, int[] ends, long[] sizes) {
    return new PlacementProblem(firsts, ends, sizes, NO_ALIGNMENTS);
  }

  /** How many blocks there are. */
  public int blockCount() {
    return firsts.length;
  }

  /** By block: its first instant. Not to be written to. */
  public int[] firsts() {
    return firsts;
  }

  /** By block: the instant after its last. Not to be written to. */
  public int[] ends() {
    return ends;
  }

  /** By block: its size in bytes. Not to be written to. */
  public long[] sizes() {
    return sizes;
  }

  /** By block: its alignment in bytes; empty when all are 1. Not to be written to. */
  public long[] alignments() {
    return alignments;
  }

  /** What a block's offset is a multiple of: 1 or more. */
  public long alignmentBytes(int block) {
    return alignments.length == 0 ? 1 : alignments[block];
  }

  /** The largest sum of the sizes of blocks that live at one instant. O(n log n). */
  public long peakLiveBytes() {
    int[] starts = blocksByFirst();
    int[] stops = blocksByEnd();
    long liveBytes = 0;
    long peakBytes = 0;
    int ended = 0;
    for (int block : starts) {
      while (ends[stops[ended]] <= firsts[block]) {
        liveBytes -= sizes[stops[ended++]];
      }
      liveBytes += sizes[block];
      peakBytes = Math.max(peakBytes, liveBytes);
    }
    return peakBytes;
  }

  /** The blocks in order of their first instants, then of their numbers. O(n log n). */
  public int[] blocksByFirst() {
    return sortedBy(firsts);
  }

  /** The blocks in order of their ends, then of their numbers. O(n log n). */
  public int[] blocksByEnd() {
    return sortedBy(ends);
  }

  private static int[] sortedBy(int[] column) {
    long[] keyed = new long[column.length];
    for (int block = 0; block < column.length; block++) {
      keyed[block] = (long) column[block] << 32 | block;
    }
    Arrays.sort(keyed);
    int[] blocks = new int[column.length];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = (int) keyed[i];
    }
    return blocks;
  }

  private void checkLengths() {
    boolean aligned = alignments.length != 0;
    if (ends.length != firsts.length
        || sizes.length != firsts.length
        || (aligned && alignments.length != firsts.length)) {
      throw new IllegalArgumentException(
          "found %d first instants, %d ends, %d sizes and %d alignments; expected equally many"
              .formatted(firsts.length, ends.length, sizes.length, alignments.length));
    }
  }

  private void checkBlock(int block) {
    if (firsts[block] >= ends[block]) {
      throw new IllegalArgumentException(
          "block %d to be planned: found a life from %d to %d; expected its end behind its start"
              .formatted(block, firsts[block], ends[block]));
    }
    if (sizes[block] < 0 || sizes[block] >= 1L << 62) {
      throw new IllegalArgumentException("block %d: size %d".formatted(block, sizes[block]));
    }
    long alignment = alignmentBytes(block);
    if (alignment < 1 || alignment > 1L << 31) {
      throw new IllegalArgumentException("block %d: alignment %d".formatted(block, alignment));
    }
  }
}
