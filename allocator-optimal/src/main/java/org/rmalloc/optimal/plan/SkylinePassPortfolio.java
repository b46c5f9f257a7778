// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.rmalloc.optimal.section.BlockTimeSpans;
import org.rmalloc.optimal.skyline.BlockPriority;
import org.rmalloc.optimal.skyline.BlocksByLifetime;
import org.rmalloc.optimal.skyline.SkylinePass;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;

/**
 * Passes over the skyline of one problem under several keys, in sections and at instants, up to the
 * first that is low enough.
 *
 * <p>Passes run side by side. The result is that of running them one after another: the first one
 * that is low enough, else the lowest one, of several the first. A pass is ended as soon as it
 * cannot be that any more.
 *
 * <p>Memory: that of {@link BlocksByLifetime} twice, and a worker that of {@link SkylinePass}.
 */
final class SkylinePassPortfolio {
  /** A pass: a key, and the time that it sees. */
  private record Pass(BlockPriority key, boolean isInSections) {}

  /** The order matters: the first one is low enough for nearly all recordings. */
  private static final List<Pass> PASSES =
      List.of(
          new Pass(BlockPriority.LIFETIME, true),
          new Pass(BlockPriority.AREA, true),
          new Pass(BlockPriority.LARGE_THEN_LIFETIME, true),
          new Pass(BlockPriority.OCTAVE_THEN_SIZE, true),
          new Pass(BlockPriority.LARGISH_THEN_LIFETIME, false),
          new Pass(BlockPriority.OCTAVE_THEN_SIZE, false));

  private final PlacementProblem problem;
  private final long unitBytes;
  private final long peakLiveBytes;
  private final long enoughBytes;
  private final BlocksByLifetime inSections;
  private final AtomicInteger nextPass = new AtomicInteger();
  private BlocksByLifetime atInstants; // from the first pass on that needs it

  // of finished passes
  private final long[] heights = new long[PASSES.size()]; // of the others: infinite
  private long[] bestOffsets = {};
  private int bestPass = -1;

  /**
   * A portfolio.
   *
   * @param unitBytes what divides every offset
   * @param enoughBytes a height that is low enough
   */
  SkylinePassPortfolio(
      PlacementProblem problem, BlockTimeSpans sections, long unitBytes, long enoughBytes) {
    this.problem = problem;
    this.unitBytes = unitBytes;
    this.enoughBytes = enoughBytes;
    peakLiveBytes = problem.peakLiveBytes();
    inSections = BlocksByLifetime.of(problem, sections, unitBytes);
    Arrays.fill(heights, Long.MAX_VALUE);
  }

  /** The offsets that the passes come to. */
  long[] offsets(int workers) throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(workers, PASSES.size()))) {
      List<Future<?>> working = new ArrayList<>();
      for (int worker = 0; worker < Math.min(workers, PASSES.size()); worker++) {
        working.add(pool.submit(this::runPasses));
      }
      try {
        for (Future<?> work : working) {
          work.get();
        }
      } finally {
        pool.shutdownNow();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // such as no memory left
      }
      throw new IllegalStateException(e.getCause());
    }
    return bestOffsets;
  }

  private void runPasses() {
    for (int pass; (pass = nextPass.getAndIncrement()) < PASSES.size(); ) {
      int number = pass;
      if (mayBeTheResult(number, 0)) {
        BlocksByLifetime blocks = PASSES.get(number).isInSections ? inSections : atInstants();
        BlockPriority key = PASSES.get(number).key;
        finish(
            number,
            SkylinePass.offsets(
                blocks, key, peakLiveBytes, height -> mayBeTheResult(number, height)));
      }
    }
  }

  private synchronized BlocksByLifetime atInstants() {
    if (atInstants == null) {
      atInstants = BlocksByLifetime.of(problem, BlockTimeSpans.ofInstants(problem), unitBytes);
    }
    return atInstants;
  }

  private synchronized void finish(int pass, long[] offsets) {
    if (offsets.length == 0) {
      return; // it was ended
    }
    heights[pass] = Plan.heightBytes(problem, offsets);
    if (bestPass < 0 || isBetter(heights[bestPass], bestPass, heights[pass], pass)) {
      bestPass = pass;
      bestOffsets = offsets;
    }
  }

  /** Whether a pass that has come to a height so far may still be the result. */
  private synchronized boolean mayBeTheResult(int pass, long heightBytes) {
    return !Thread.currentThread().isInterrupted()
        && (bestPass < 0 || isBetter(heights[bestPass], bestPass, heightBytes, pass));
  }

  /** Whether the second of two passes is the result rather than the first. */
  private boolean isBetter(long height, int pass, long otherHeight, int otherPass) {
    long one = Math.max(height, enoughBytes);
    long other = Math.max(otherHeight, enoughBytes);
    return other < one || (other == one && otherPass < pass);
  }
}
