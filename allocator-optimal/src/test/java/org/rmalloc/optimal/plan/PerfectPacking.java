// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rmalloc.plan.PlacementProblem;

/** Problems whose peak live can be reached: a rectangle of time and bytes, cut again and again. */
final class PerfectPacking {
  private final Random random;
  private final List<int[]> rectangles = new ArrayList<>(); // first, end, bottom, top

  private PerfectPacking(long seed) {
    random = new Random(seed);
  }

  /** A problem of {@code count} blocks, at all of whose instants {@code height} bytes are live. */
  static PlacementProblem problem(long seed, int count, int instants, int height) {
    PerfectPacking packing = new PerfectPacking(seed);
    packing.rectangles.add(new int[] {0, instants, 0, height});
    while (packing.rectangles.size() < count) {
      packing.cut(packing.random.nextInt(packing.rectangles.size()));
    }
    int[] firsts = packing.rectangles.stream().mapToInt(rectangle -> rectangle[0]).toArray();
    int[] ends = packing.rectangles.stream().mapToInt(rectangle -> rectangle[1]).toArray();
    long[] sizes =
        packing.rectangles.stream().mapToLong(rectangle -> rectangle[3] - rectangle[2]).toArray();
    return PlacementProblem.unaligned(firsts, ends, sizes);
  }

  private void cut(int number) {
    int side = random.nextBoolean() ? 0 : 2;
    int[] one = rectangles.get(number);
    int length = one[side + 1] - one[side];
    if (length > 1) {
      int[] other = one.clone();
      other[side] = one[side] + 1 + random.nextInt(length - 1);
      one[side + 1] = other[side];
      rectangles.add(other);
    }
  }
}
