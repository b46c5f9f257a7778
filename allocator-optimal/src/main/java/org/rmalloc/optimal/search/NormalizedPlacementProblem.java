// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.rmalloc.optimal.section.BlockTimeSpans;
import org.rmalloc.plan.PlacementProblem;

/**
 * A problem as the search sees it: time in sections ({@link BlockTimeSpans}), sizes are counted in
 * units.
 *
 * <p>A unit is the greatest number of bytes that divides all sizes and alignments, so that the
 * search does not try heights that no plan can have.
 *
 * <p>Blocks are numbered anew, in order of their first section, then last section, size and
 * alignment: the search is the same under a renumbering. Blocks of 0 bytes are left out. Immutable.
 */
public final class NormalizedPlacementProblem {
  private final int[] numbers; // by block: its number in the problem
  private final int[] froms;
  private final int[] tos;
  private final long[] sizes;
  private final long[] alignments;
  private final long[] loads; // by section
  private final int[] starts; // by section: its first block; blocks are in order of their sections
  private final int[][] aligned; // by section: its blocks; empty where no block is aligned
  private final long[] levels; // the alignments that there are, above 1
  private final int[] twins; // by block: the one before if it differs in nothing, else −1
  private final long unitBytes;

  private NormalizedPlacementProblem(
      PlacementProblem problem, int[] numbers, BlockTimeSpans spans) {
    this.numbers = numbers;
    int count = numbers.length;
    unitBytes = unitBytes(problem, numbers);
    froms = IntStream.of(numbers).map(number -> spans.froms()[number]).toArray();
    tos = IntStream.of(numbers).map(number -> spans.tos()[number]).toArray();
    sizes = IntStream.of(numbers).mapToLong(number -> problem.sizes()[number]).toArray();
    alignments = IntStream.of(numbers).mapToLong(problem::alignmentBytes).toArray();
    for (int block = 0; block < count; block++) {
      sizes[block] = Math.ceilDiv(sizes[block], unitBytes);
      alignments[block] = Math.max(1, alignments[block] / unitBytes);
    }
    loads = new long[spans.count()];
    starts = new int[spans.count() + 1];
    twins = new int[count];
    fillIndices();
    levels =
        LongStream.of(alignments).filter(alignment -> alignment > 1).distinct().sorted().toArray();
    aligned = levels.length == 0 ? new int[0][] : blocksBySection();
  }

  /**
   * The sections of a problem. O(n log n).
   *
   * @param spans of the problem, in sections
   */
  public static NormalizedPlacementProblem of(PlacementProblem problem, BlockTimeSpans spans) {
    int[] numbers =
        IntStream.range(0, problem.blockCount())
            .filter(number -> problem.sizes()[number] > 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(number -> spans.froms()[number])
                    .thenComparingInt(number -> spans.tos()[number])
                    .thenComparingLong(number -> problem.sizes()[number])
                    .thenComparingLong(problem::alignmentBytes)
                    .thenComparingInt(number -> problem.firsts()[number])
                    .thenComparingInt(number -> problem.ends()[number])
                    .thenComparingInt(number -> number))
            .mapToInt(Integer::intValue)
            .toArray();
    return new NormalizedPlacementProblem(problem, numbers, spans);
  }

  private static long unitBytes(PlacementProblem problem, int[] numbers) {
    long unit = 0;
    for (int number : numbers) {
      unit = greatestDivisor(unit, problem.sizes()[number]);
      if (problem.alignmentBytes(number) > 1) {
        unit = greatestDivisor(unit, problem.alignmentBytes(number));
      }
    }
    return Math.max(1, unit);
  }

  private static long greatestDivisor(long one, long other) {
    return other == 0 ? one : greatestDivisor(other, one % other);
  }

  private void fillIndices() {
    for (int block = 0; block < numbers.length; block++) {
      for (int section = froms[block]; section < tos[block]; section++) {
        loads[section] += sizes[block];
      }
      starts[froms[block] + 1] = block + 1;
      twins[block] = block > 0 && areTwins(block, block - 1) ? block - 1 : -1;
    }
    for (int section = 0; section < loads.length; section++) {
      starts[section + 1] = Math.max(starts[section + 1], starts[section]);
    }
  }

  private int[][] blocksBySection() {
    return IntStream.range(0, loads.length)
        .mapToObj(
            section ->
                IntStream.range(0, starts[section + 1])
                    .filter(block -> tos[block] > section)
                    .toArray())
        .toArray(int[][]::new);
  }

  private boolean areTwins(int one, int other) {
    return froms[one] == froms[other]
        && tos[one] == tos[other]
        && sizes[one] == sizes[other]
        && alignments[one] == alignments[other];
  }

  /** How many blocks there are. */
  public int blockCount() {
    return numbers.length;
  }

  int sectionCount() {
    return loads.length;
  }

  /** What sizes, offsets and heights of the search are counted in. */
  public long unitBytes() {
    return unitBytes;
  }

  /** The first block that begins in a section; in the one after the last, the block count. */
  int firstStarting(int section) {
    return starts[section];
  }

  int from(int block) {
    return froms[block];
  }

  /** The section after a block's last. */
  int to(int block) {
    return tos[block];
  }

  /** A block's size in units. */
  long size(int block) {
    return sizes[block];
  }

  /** A height in units, or the next one where a block may stand. */
  long aligned(long height, int block) {
    long alignment = alignments[block];
    return alignment == 1 ? height : Math.ceilDiv(height, alignment) * alignment;
  }

  /** Whether some block may not stand at every height. */
  boolean haveAlignments() {
    return levels.length > 0;
  }

  /** The alignments above 1, the smallest first. */
  long[] alignmentLevels() {
    return levels;
  }

  /** A block's alignment in units. */
  long alignment(int block) {
    return alignments[block];
  }

  /** The blocks of a section, where there are alignments. Not to be written to. */
  int[] blocksOf(int section) {
    return aligned[section];
  }

  /** A block before this one that differs from it in nothing; −1 if none. */
  int twin(int block) {
    return twins[block];
  }

  /** The sum of the sizes of a section's blocks, in units. */
  long load(int section) {
    return loads[section];
  }

  /** The largest load of a section, in units. */
  public long peakLoad() {
    return Arrays.stream(loads).max().orElse(0);
  }

  /** Offsets in units as offsets in bytes by number of the problem's blocks. */
  long[] bytesOf(long[] offsets, int blockCount) {
    long[] bytes = new long[blockCount];
    for (int block = 0; block < numbers.length; block++) {
      bytes[numbers[block]] = offsets[block] * unitBytes;
    }
    return bytes;
  }
}
