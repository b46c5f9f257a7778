// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.section;

import java.util.TreeMap;
import java.util.stream.LongStream;
import org.rmalloc.plan.PlacementProblem;

/**
 * The lower bound that the load of a problem gives: no plan is lower than the blocks that live at
 * one instant, one above the other.
 *
 * <p>With alignments it is more than peak live. All offsets are multiples of the greatest common
 * divisor of the alignments, the <em>unit</em>; so each of those blocks but the topmost takes up
 * its size rounded up to the unit.
 */
public final class PeakLiveBytesBound {
  private PeakLiveBytesBound() {}

  /** What divides every offset of every plan of a problem: 1 or more. */
  public static long unitBytes(PlacementProblem problem) {
    long unit = 0;
    for (int block = 0; block < problem.blockCount() && unit != 1; block++) {
      if (problem.sizes()[block] > 0) {
        unit = greatestDivisor(unit, problem.alignmentBytes(block));
      }
    }
    return Math.max(1, unit);
  }

  private static long greatestDivisor(long one, long other) {
    return other == 0 ? one : greatestDivisor(other, one % other);
  }

  /**
   * The bound, in bytes: peak live where no block is aligned. O(n log n) for each alignment that
   * there is.
   */
  public static long bytes(PlacementProblem problem) {
    int[] starts = problem.blocksByFirst();
    int[] stops = problem.blocksByEnd();
    long[] levels =
        LongStream.concat(LongStream.of(1), LongStream.of(problem.alignments()))
            .distinct()
            .toArray();
    long bound = 0;
    for (long level : levels) {
      bound = Math.max(bound, new Roundings(problem, level).boundBytes(starts, stops));
    }
    return bound;
  }

  /**
   * The blocks of an alignment, or a multiple of it, that live at an instant, and by how much each
   * is rounded up to it.
   */
  private static final class Roundings {
    private final PlacementProblem problem;
    private final long levelBytes;
    private final TreeMap<Long, Integer> counts = new TreeMap<>();
    private long roundedBytes;

    Roundings(PlacementProblem problem, long levelBytes) {
      this.problem = problem;
      this.levelBytes = levelBytes;
    }

    long boundBytes(int[] starts, int[] stops) {
      long bound = 0;
      int ended = 0;
      for (int block : starts) {
        while (problem.ends()[stops[ended]] <= problem.firsts()[block]) {
          change(stops[ended++], -1);
        }
        change(block, 1);
        if (roundedBytes > bound) {
          bound = Math.max(bound, roundedBytes - largestRounding());
        }
      }
      return bound;
    }

    private void change(int block, int by) {
      long size = problem.sizes()[block];
      if (size == 0 || problem.alignmentBytes(block) % levelBytes != 0) {
        return;
      }
      long rounded = Math.ceilDiv(size, levelBytes) * levelBytes;
      roundedBytes += by * rounded;
      if (levelBytes > 1) {
        counts.merge(rounded - size, by, Roundings::sumUnlessZero);
      }
    }

    private static Integer sumUnlessZero(int one, int other) {
      return one + other == 0 ? null : one + other;
    }

    /** The topmost block is at best the one with the largest rounding. */
    private long largestRounding() {
      return counts.isEmpty() ? 0 : counts.lastKey();
    }
  }
}
