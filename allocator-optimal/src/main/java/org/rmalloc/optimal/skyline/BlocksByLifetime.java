// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

import java.util.Arrays;
import org.rmalloc.optimal.section.BlockTimeSpans;
import org.rmalloc.plan.PlacementProblem;

/**
 * The blocks of a problem in buckets of like lifetime, the longest first; inside a bucket in order
 * of first instant. A block's place in this order is its <em>position</em>. Blocks of 0 bytes have
 * none.
 *
 * <p>A bucket spans half an octave of lifetimes, so that the ends of its blocks are nearly in order
 * too. Blocks that differ at all have the same order whatever their numbers.
 *
 * <p>Immutable; shared by all passes over a problem. 12 bytes a block. O(n) to make.
 */
public final class BlocksByLifetime {
  private final PlacementProblem problem;
  private final int[] blocks;
  private final int[] firsts;
  private final int[] ends;
  private final long unitBytes;
  private final int[] bucketStarts;

  private BlocksByLifetime(
      PlacementProblem problem, BlockTimeSpans spans, long unitBytes, int[] blocks) {
    this.problem = problem;
    this.unitBytes = unitBytes;
    this.blocks = blocks;
    firsts = new int[blocks.length];
    ends = new int[blocks.length];
    for (int position = 0; position < blocks.length; position++) {
      firsts[position] = spans.froms()[blocks[position]];
      ends[position] = spans.tos()[blocks[position]];
    }
    bucketStarts = startsOfBuckets();
  }

  /**
   * The buckets of a problem.
   *
   * @param spans the time in which the pass sees the blocks
   * @param unitBytes sizes are rounded up to a multiple of it; it divides all alignments
   */
  public static BlocksByLifetime of(
      PlacementProblem problem, BlockTimeSpans spans, long unitBytes) {
    int[] numbers = placeable(problem);
    long[] keys = new long[numbers.length];
    BlockNumberRadixSort sort = new BlockNumberRadixSort(numbers.length);
    for (Column column : Column.values()) {
      for (int i = 0; i < numbers.length; i++) {
        keys[i] = column.key(problem, spans, numbers[i]);
      }
      sort.by(keys);
    }
    int[] order = sort.order();
    int[] blocks = new int[numbers.length];
    for (int position = 0; position < blocks.length; position++) {
      blocks[position] = numbers[order[position]];
    }
    return new BlocksByLifetime(problem, spans, unitBytes, blocks);
  }

  /** What positions are sorted by, the weakest first. */
  private enum Column {
    PROBLEM_END, // where time is in sections, blocks may differ in their instants alone
    PROBLEM_FIRST,
    ALIGNMENT,
    SIZE,
    END,
    FIRST,
    BUCKET;

    long key(PlacementProblem problem, BlockTimeSpans spans, int block) {
      return switch (this) {
        case PROBLEM_END -> (long) problem.ends()[block] - Integer.MIN_VALUE;
        case PROBLEM_FIRST -> (long) problem.firsts()[block] - Integer.MIN_VALUE;
        case ALIGNMENT -> problem.alignmentBytes(block);
        case SIZE -> problem.sizes()[block];
        case END -> (long) spans.tos()[block] - Integer.MIN_VALUE;
        case FIRST -> (long) spans.froms()[block] - Integer.MIN_VALUE;
        case BUCKET -> Long.SIZE * 2 - halfOctave((long) spans.tos()[block] - spans.froms()[block]);
      };
    }
  }

  /** Twice the binary logarithm, rounded down: 0 of 1, 2 of 2, 3 of 3, 4 of 4 and 5. */
  static int halfOctave(long lifetime) {
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(lifetime);
    boolean upper = octave > 0 && (lifetime >>> (octave - 1) & 1) == 1;
    return 2 * octave + (upper ? 1 : 0);
  }

  private static int[] placeable(PlacementProblem problem) {
    int[] numbers = new int[problem.blockCount()];
    int count = 0;
    for (int block = 0; block < numbers.length; block++) {
      if (problem.sizes()[block] > 0) {
        numbers[count++] = block;
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  private int[] startsOfBuckets() {
    int[] starts = new int[Long.SIZE * 2 + 1];
    int count = 0;
    for (int position = 0; position < blocks.length; position++) {
      if (position == 0 || bucketOf(position) != bucketOf(position - 1)) {
        starts[count++] = position;
      }
    }
    starts[count++] = blocks.length;
    return Arrays.copyOf(starts, count);
  }

  private int bucketOf(int position) {
    return halfOctave(lifetime(position));
  }

  /** How many positions there are. */
  public int count() {
    return blocks.length;
  }

  int bucketCount() {
    return bucketStarts.length - 1;
  }

  /** The first position of a bucket; of the bucket after the last one, {@link #count}. */
  int bucketStart(int bucket) {
    return bucketStarts[bucket];
  }

  /** By position: the number of the block in the problem. */
  int[] blocks() {
    return blocks;
  }

  /** By position: the block's first instant. */
  int[] firsts() {
    return firsts;
  }

  /** By position: the instant after the block's last. */
  int[] ends() {
    return ends;
  }

  /** A block's size, rounded up to the unit. */
  long size(int position) {
    long size = problem.sizes()[blocks[position]];
    return unitBytes == 1 ? size : Math.ceilDiv(size, unitBytes) * unitBytes;
  }

  long lifetime(int position) {
    return (long) ends[position] - firsts[position];
  }

  long alignmentBytes(int position) {
    return problem.alignmentBytes(blocks[position]);
  }

  PlacementProblem problem() {
    return problem;
  }
}
