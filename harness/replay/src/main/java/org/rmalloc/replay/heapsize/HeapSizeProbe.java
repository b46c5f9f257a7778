// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.heapsize;

import java.util.List;
import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.UnfilledHeaps;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Workload;

/**
 * Tries heap sizes: the lightest replay there is, several at a time, stopped at the first failure.
 */
final class HeapSizeProbe {
  private final Workload workload;
  private final JavaAllocatorContender contender;
  private final CompactionLimit limit;
  private final UnfilledHeaps heaps;
  private final int jobs;
  private final ProgressNotifier meter;

  HeapSizeProbe(
      Workload workload,
      JavaAllocatorContender contender,
      CompactionLimit limit,
      UnfilledHeaps heaps,
      int jobs,
      ProgressNotifier meter) {
    this.workload = workload;
    this.contender = contender;
    this.limit = limit;
    this.heaps = heaps;
    this.jobs = jobs;
    this.meter = meter;
  }

  /** Whether the workload finishes in a heap of that size. */
  boolean finishes(long heapSize) {
    int opsMet = opsMet(heapSize);
    meter.advance(opsMet);
    return opsMet == workload.opCount();
  }

  /**
   * Tries sizes in their order, several at a time, until one has an outcome.
   *
   * @return the index of the first one that has it; their count if none has
   */
  int firstWith(boolean outcome, List<Long> heapSizes) {
    for (int from = 0; from < heapSizes.size(); ) {
      int to = Math.min(heapSizes.size(), from + workers(heapSizes.get(from)));
      List<Boolean> finished =
          ParallelJobs.map(to - from, heapSizes.subList(from, to), this::finishes);
      if (finished.contains(outcome)) {
        return from + finished.indexOf(outcome);
      }
      from = to;
    }
    return heapSizes.size();
  }

  private int opsMet(long heapSize) {
    try (Heap heap = heaps.heap(heapSize)) {
      return new PlainReplay(workload, limit).run(contender.create(heap));
    } catch (HeapTooSmallException | HeapTooLargeException _) {
      return 0; // a heap like any other that does not suffice
    }
  }

  /** As many as asked for, but no more than heaps of about a size fit into half of the memory. */
  private int workers(long heapSize) {
    long fitting = Runtime.getRuntime().maxMemory() / 2 / heapSize;
    return Math.clamp(fitting, 1, jobs);
  }
}
