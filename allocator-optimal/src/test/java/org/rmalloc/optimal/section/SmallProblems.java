// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.section;

import java.util.Random;
import org.rmalloc.plan.PlacementProblem;

/** Random problems so small that all their plans can be tried, and that trial. */
public final class SmallProblems {
  private SmallProblems() {}

  /** A problem of up to 9 blocks; one in three has alignments. */
  public static PlacementProblem random(Random random) {
    int count = 1 + random.nextInt(9);
    int instants = 2 + random.nextInt(8);
    int[] firsts = random.ints(count, 0, instants).toArray();
    int[] ends = new int[count];
    for (int block = 0; block < count; block++) {
      ends[block] = firsts[block] + 1 + random.nextInt(instants - firsts[block]);
    }
    long[] sizes = random.longs(count, random.nextInt(2), 2 + random.nextInt(8)).toArray();
    long[] alignments = new long[random.nextInt(3) == 0 ? count : 0];
    for (int block = 0; block < alignments.length; block++) {
      alignments[block] = 1L << random.nextInt(3);
    }
    return new PlacementProblem(firsts, ends, sizes, alignments);
  }

  /** The same blocks in another order; {@code order[i]} is the old number of block i. */
  public static PlacementProblem renumbered(PlacementProblem problem, int[] order) {
    int count = order.length;
    int[] firsts = new int[count];
    int[] ends = new int[count];
    long[] sizes = new long[count];
    long[] alignments = new long[problem.alignments().length];
    for (int block = 0; block < count; block++) {
      firsts[block] = problem.firsts()[order[block]];
      ends[block] = problem.ends()[order[block]];
      sizes[block] = problem.sizes()[order[block]];
      if (alignments.length > 0) {
        alignments[block] = problem.alignments()[order[block]];
      }
    }
    return new PlacementProblem(firsts, ends, sizes, alignments);
  }

  /**
   * The height of the lowest plan: blocks are stacked in every order, each on the highest of those
   * before it that live while it does. Every plan can be lowered to one of these.
   */
  public static long lowestHeight(PlacementProblem problem) {
    Stacking stacking = new Stacking(problem);
    stacking.stack(0, -1, 0);
    return stacking.lowest;
  }

  private static final class Stacking {
    private final PlacementProblem problem;
    private final long[] tops;
    private final long peakLiveBytes; // no plan is lower
    private long lowest = Long.MAX_VALUE;

    Stacking(PlacementProblem problem) {
      this.problem = problem;
      tops = new long[problem.blockCount()];
      peakLiveBytes = problem.peakLiveBytes();
    }

    void stack(int placed, int last, long height) {
      if (height >= lowest || lowest == peakLiveBytes) {
        return;
      }
      if (placed == (1 << tops.length) - 1) {
        lowest = height;
        return;
      }
      for (int block = 0; block < tops.length; block++) {
        // of two orders that differ in nothing but two blocks that never meet, one is enough
        if ((placed >> block & 1) == 0 && (last < block || meet(last, block))) {
          tops[block] = top(placed, block);
          stack(placed | 1 << block, block, Math.max(height, tops[block]));
        }
      }
    }

    private long top(int placed, int block) {
      long floor = 0;
      for (int other = 0; other < tops.length; other++) {
        if ((placed >> other & 1) == 1 && meet(other, block)) {
          floor = Math.max(floor, tops[other]);
        }
      }
      long alignment = problem.alignmentBytes(block);
      return problem.sizes()[block] == 0
          ? 0
          : Math.ceilDiv(floor, alignment) * alignment + problem.sizes()[block];
    }

    private boolean meet(int one, int other) {
      return problem.firsts()[one] < problem.ends()[other]
          && problem.firsts()[other] < problem.ends()[one];
    }
  }
}
