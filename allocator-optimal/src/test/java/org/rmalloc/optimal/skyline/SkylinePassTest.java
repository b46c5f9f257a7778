// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.optimal.section.BlockTimeSpans;
import org.rmalloc.optimal.section.PeakLiveBytesBound;
import org.rmalloc.optimal.section.SmallProblems;
import org.rmalloc.plan.PlacementProblem;

/** The pass with its index and heap, against one that looks at every block and every instant. */
final class SkylinePassTest {

  @Test
  void placesAsAPassThatLooksAtEverything() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      compare(problem(random, 1 + random.nextInt(120), 2 + random.nextInt(200)));
    }
    for (int i = 0; i < 2_000; i++) {
      compare(SmallProblems.random(random));
    }
  }

  @Test
  void theLargestKeyGoesFirst() {
    PlacementProblem problem =
        PlacementProblem.unaligned(
            new int[] {0, 0, 0, 2}, new int[] {9, 10, 7, 3}, new long[] {20, 10, 40, 9_000});
    assertArrayEquals(new long[] {10, 0, 30, 70}, offsets(problem, BlockPriority.LIFETIME));
    assertArrayEquals(new long[] {9_040, 9_060, 9_000, 0}, offsets(problem, BlockPriority.AREA));
    assertArrayEquals(
        new long[] {9_010, 9_000, 9_030, 0}, offsets(problem, BlockPriority.LARGE_THEN_LIFETIME));
    assertArrayEquals(new long[] {0, 20, 30, 70}, offsets(problem, BlockPriority.OCTAVE_THEN_SIZE));
  }

  private static long[] offsets(PlacementProblem problem, BlockPriority key) {
    BlocksByLifetime blocks = BlocksByLifetime.of(problem, BlockTimeSpans.ofInstants(problem), 1);
    return SkylinePass.offsets(blocks, key, 10_000, heightBytes -> true);
  }

  @Test
  void aPassThatIsEndedHasNoOffsets() {
    PlacementProblem problem = problem(new Random(2), 5_000, 5_000);
    BlocksByLifetime blocks = BlocksByLifetime.of(problem, BlockTimeSpans.ofInstants(problem), 1);
    assertEquals(
        0, SkylinePass.offsets(blocks, BlockPriority.LIFETIME, 1, heightBytes -> false).length);
  }

  @Test
  void sortsByManyKeysTheLastOneFirst() {
    long[] weaker = new Random(4).longs(3_000, 0, Long.MAX_VALUE).toArray();
    long[] stronger = new Random(5).longs(3_000, 0, 300).toArray();
    int[] order = new BlockNumberRadixSort(3_000).by(weaker).by(stronger).order();
    int[] expected =
        IntStream.range(0, 3_000)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> stronger[i])
                    .thenComparingLong(i -> weaker[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    assertArrayEquals(expected, order);
  }

  @Test
  void halfOctavesAreLogarithmsOfBaseRootTwo() {
    long[] lifetimes = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 1L << 31};
    int[] expected = {0, 2, 3, 4, 4, 5, 5, 6, 6, 7, 62};
    assertArrayEquals(
        expected, Arrays.stream(lifetimes).mapToInt(BlocksByLifetime::halfOctave).toArray());
  }

  private static void compare(PlacementProblem problem) {
    long peak = problem.peakLiveBytes();
    long unit = PeakLiveBytesBound.unitBytes(problem);
    for (BlockTimeSpans spans :
        new BlockTimeSpans[] {
          BlockTimeSpans.ofInstants(problem), BlockTimeSpans.ofSections(problem)
        }) {
      BlocksByLifetime blocks = BlocksByLifetime.of(problem, spans, unit);
      for (BlockPriority key : BlockPriority.values()) {
        assertArrayEquals(
            new SlowPass(problem, blocks, key.ranks(blocks, peak)).offsets(),
            SkylinePass.offsets(blocks, key, peak, heightBytes -> true));
      }
    }
  }

  private static PlacementProblem problem(Random random, int count, int instants) {
    int[] firsts = random.ints(count, -instants, instants).toArray();
    int[] ends = new int[count];
    for (int block = 0; block < count; block++) {
      ends[block] = firsts[block] + 1 + random.nextInt(1 << random.nextInt(10));
    }
    return PlacementProblem.unaligned(firsts, ends, random.longs(count, 0, 60).toArray());
  }

  /** Floors by instant, and all blocks looked at for every segment. */
  private static final class SlowPass {
    private static final long PLACED = Long.MAX_VALUE;

    private final PlacementProblem problem;
    private final BlocksByLifetime blocks;
    private final long[] ranks;
    private final long[] floors;
    private final int start;

    SlowPass(PlacementProblem problem, BlocksByLifetime blocks, int[] ranks) {
      this.problem = problem;
      this.blocks = blocks;
      this.ranks = Arrays.stream(ranks).asLongStream().toArray();
      start = Arrays.stream(blocks.firsts()).min().orElse(0);
      floors = new long[Arrays.stream(blocks.ends()).max().orElse(0) - start];
    }

    long[] offsets() {
      long[] offsets = new long[problem.blockCount()];
      for (int left = 0; blocks.count() > 0 && Arrays.stream(ranks).min().orElse(0) < PLACED; ) {
        left = lowest();
        int right = left;
        while (right < floors.length && floors[right] == floors[left]) {
          right++;
        }
        int best = best(left + start, right + start);
        if (best < 0) {
          Arrays.fill(floors, left, right, lowerWall(left, right));
        } else {
          offsets[blocks.blocks()[best]] = place(best);
        }
      }
      return offsets;
    }

    private int lowest() {
      int lowest = 0;
      for (int instant = 1; instant < floors.length; instant++) {
        lowest = floors[instant] < floors[lowest] ? instant : lowest;
      }
      return lowest;
    }

    private long lowerWall(int left, int right) {
      long before = left == 0 ? Long.MAX_VALUE : floors[left - 1];
      return Math.min(before, right == floors.length ? Long.MAX_VALUE : floors[right]);
    }

    private int best(int left, int right) {
      int best = -1;
      for (int position = 0; position < ranks.length; position++) {
        if (ranks[position] != PLACED
            && blocks.firsts()[position] >= left
            && blocks.ends()[position] <= right
            && (best < 0 || ranks[position] < ranks[best])) {
          best = position;
        }
      }
      return best;
    }

    private long place(int position) {
      int first = blocks.firsts()[position] - start;
      long alignment = blocks.alignmentBytes(position);
      long offset = (floors[first] + alignment - 1) / alignment * alignment;
      Arrays.fill(floors, first, blocks.ends()[position] - start, offset + blocks.size(position));
      ranks[position] = PLACED;
      return offset;
    }
  }
}
