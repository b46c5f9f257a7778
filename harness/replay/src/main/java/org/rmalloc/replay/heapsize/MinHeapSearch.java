// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.heapsize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.UnfilledHeaps;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.FingerprintingReplay;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.Workload;

/**
 * Seeks the smallest heap for a workload and an allocator.
 *
 * <p>For an allocator that is blind to the heap's capacity it is the peak footprint in a large
 * heap: one replay, confirmed at that size and at 8 bytes less. For any other the outcome need not
 * be monotone in the size, so heaps of 1.00 to 4.00 times the peak of live bytes are tried in steps
 * of 0.01, wider for a long workload, from both ends: up to the first that finishes, and down to
 * the last that does not. The steps at which it changes are bisected.
 */
public final class MinHeapSearch {
  /** The largest heap tried, in peaks of live bytes. */
  public static final int LARGEST_FACTOR = 4;

  private static final long GRAIN_BYTES = 8;
  private static final int MIN_PERCENT = 100;
  private static final int MAX_PERCENT = 100 * LARGEST_FACTOR;
  private static final int[] PERCENT_STEPS = {1, 2, 5, 10, 20, 25, 50};
  private static final long GRID_OPS = 100_000_000; // ops replayed at most, about, on the grid
  private static final long BISECTION_OPS = 50_000_000; // and in one bisection
  private static final int MIN_BISECTIONS = 7;

  private final Workload workload;
  private final JavaAllocatorContender contender;
  private final CompactionLimit limit;
  private final UnfilledHeaps heaps;
  private final HeapSizeProbe trials;
  private final ProgressNotifier meter;

  private MinHeapSearch(
      Workload workload,
      JavaAllocatorContender contender,
      CompactionLimit limit,
      UnfilledHeaps heaps,
      int jobs,
      ProgressNotifier meter) {
    this.workload = workload;
    this.contender = contender;
    this.limit = limit;
    this.meter = meter;
    this.heaps = heaps;
    trials = new HeapSizeProbe(workload, contender, limit, heaps, jobs, meter);
  }

  /**
   * Seeks.
   *
   * @param jobs how many heaps to try at a time
   */
  public static SmallestHeapResult find(
      Workload workload,
      JavaAllocatorContender contender,
      CompactionLimit limit,
      int jobs,
      ProgressNotifier meter) {
    if (workload.peakLive() > Heap.MAX_CAPACITY) {
      return SmallestHeapResult.none(
          String.format(
              Locale.ROOT, // results hold it
              "not tried: the peak of live bytes, %d, is above the largest heap, %d",
              workload.peakLive(),
              Heap.MAX_CAPACITY));
    }
    try (UnfilledHeaps heaps = new UnfilledHeaps(largestTried(workload))) {
      MinHeapSearch search = new MinHeapSearch(workload, contender, limit, heaps, jobs, meter);
      return contender.can(Capability.CAPACITY_BLIND) ? search.byFootprint() : search.byTrials();
    }
  }

  /** About how many ops {@link #find} replays. */
  public static long expectedOps(Workload workload, JavaAllocatorContender contender) {
    long ops = workload.opCount();
    return contender.can(Capability.CAPACITY_BLIND)
        ? 3 * ops
        : ops * (grid(workload).size() + bisections(workload));
  }

  private SmallestHeapResult byFootprint() {
    for (long heapSize = clamped(2 * workload.peakLive() + Heap.MIN_CAPACITY); ; ) {
      if (contender.refusalOf(heapSize).isPresent()) {
        return byTrials();
      }
      ReplayFingerprint fingerprint = replayedIn(heapSize);
      if (fingerprint.opsMet() == workload.opCount()) {
        return confirmed(clamped(fingerprint.peakFootprint()));
      }
      if (heapSize == Heap.MAX_CAPACITY) {
        return SmallestHeapResult.none(failure());
      }
      heapSize = clamped(2 * heapSize);
    }
  }

  private ReplayFingerprint replayedIn(long heapSize) {
    try (Heap heap = heaps.heap(heapSize)) {
      ReplayFingerprint fingerprint =
          new FingerprintingReplay(workload, limit, false).run(contender.create(heap));
      meter.advance(fingerprint.opsMet());
      return fingerprint;
    }
  }

  /** What the footprint says, if the allocator keeps its word that this is so. */
  private SmallestHeapResult confirmed(long heapSize) {
    boolean smallest =
        heapSize < Heap.MIN_CAPACITY + GRAIN_BYTES || !trials.finishes(heapSize - GRAIN_BYTES);
    return smallest && trials.finishes(heapSize) ? SmallestHeapResult.of(heapSize) : byTrials();
  }

  /** From both ends: up to the first success, then down to the last failure. */
  private SmallestHeapResult byTrials() {
    List<Long> sizes = grid(workload);
    int firstSuccess = trials.firstWith(true, sizes);
    int lastFailure = lastFailure(sizes, firstSuccess);
    OptionalLong lucky = refined(sizes, firstSuccess);
    OptionalLong bytes = lastFailure + 1 == firstSuccess ? lucky : refined(sizes, lastFailure + 1);
    return bytes.isPresent()
        ? new SmallestHeapResult(bytes, lucky, "")
        : new SmallestHeapResult(bytes, lucky, failure());
  }

  /** Above the first success, or the failure just below it; −1 if there is none. */
  private int lastFailure(List<Long> sizes, int firstSuccess) {
    int untried = Math.min(firstSuccess + 1, sizes.size());
    List<Long> downwards = sizes.subList(untried, sizes.size()).reversed();
    int failure = trials.firstWith(false, downwards);
    return failure == downwards.size() ? firstSuccess - 1 : sizes.size() - 1 - failure;
  }

  /** Why not even the largest heap tried will do. */
  private String failure() {
    long largest = largestTried(workload);
    return contender
        .refusalOf(largest)
        .orElseGet(
            () ->
                largest == Heap.MAX_CAPACITY
                    ? String.format(
                        Locale.ROOT, "does not finish in the largest heap, %d bytes", largest)
                    : String.format(
                        Locale.ROOT,
                        "does not finish in a heap of %d times the peak of live bytes%s",
                        LARGEST_FACTOR,
                        workload.maximumAlignment() == 1 ? "" : " and their alignments"));
  }

  /** The largest heap of the grid. */
  public static long largestTried(Workload workload) {
    return size(workload, MAX_PERCENT);
  }

  /** Sizes that ascend: of the steps beyond the largest heap only the first is one. */
  private static List<Long> grid(Workload workload) {
    int step = percentStep(workload);
    List<Long> sizes = new ArrayList<>();
    for (int percent = MIN_PERCENT; percent <= MAX_PERCENT; percent += step) {
      long size = size(workload, percent);
      if (sizes.isEmpty() || size > sizes.getLast()) {
        sizes.add(size);
      }
    }
    return sizes;
  }

  private static long size(Workload workload, int percent) {
    return clamped(Math.ceilDiv(workload.peakAligned() * percent, 100));
  }

  /** Bisects the step below a size of the grid that finishes; empty beyond the grid's end. */
  private OptionalLong refined(List<Long> sizes, int index) {
    if (index == sizes.size()) {
      return OptionalLong.empty();
    }
    long finishing = sizes.get(index);
    long failing = index == 0 ? Heap.MIN_CAPACITY : sizes.get(index - 1);
    int left = bisections(workload);
    while (finishing - failing > GRAIN_BYTES && left-- > 0) {
      long middle = failing + (finishing - failing) / 2;
      if (trials.finishes(middle)) {
        finishing = middle;
      } else {
        failing = middle;
      }
    }
    return OptionalLong.of(finishing);
  }

  private static int percentStep(Workload workload) {
    long points = GRID_OPS / workload.opCount();
    for (int step : PERCENT_STEPS) {
      if ((MAX_PERCENT - MIN_PERCENT) / step < points) {
        return step;
      }
    }
    return PERCENT_STEPS[PERCENT_STEPS.length - 1];
  }

  private static int bisections(Workload workload) {
    return Math.clamp(BISECTION_OPS / workload.opCount(), MIN_BISECTIONS, Long.SIZE);
  }

  private static long clamped(long heapSize) {
    return Math.clamp(heapSize, Heap.MIN_CAPACITY, Heap.MAX_CAPACITY);
  }
}
