package org.rmalloc.replay.heapsize;

import java.util.List;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.progress.Jobs;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Workload;

/**
 * Tries heap sizes: the lightest replay there is, several at a time, stopped at the first failure.
 */
final class Trials {
  private final Workload workload;
  private final ArenaContender contender;
  private final CompactionLimit limit;
  private final int jobs;
  private final Meter meter;

  Trials(
      Workload workload, ArenaContender contender, CompactionLimit limit, int jobs, Meter meter) {
    this.workload = workload;
    this.contender = contender;
    this.limit = limit;
    this.jobs = jobs;
    this.meter = meter;
  }

  /** Whether the workload finishes in a heap of that size. */
  boolean finishes(long heapSize) {
    int opsMet = opsMet(heapSize);
    meter.advance(opsMet);
    return opsMet == workload.opCount();
  }

  /** The same for several sizes, smallest first, each in a heap of its own. */
  List<Boolean> finish(List<Long> heapSizes) {
    return Jobs.map(workers(heapSizes.getLast()), heapSizes, this::finishes);
  }

  private int opsMet(long heapSize) {
    Allocator allocator;
    try {
      allocator = contender.create(new PlainHeap(heapSize));
    } catch (HeapTooSmallException | HeapTooLargeException _) {
      return 0; // a heap like any other that does not suffice
    }
    return new PlainReplay(workload, limit).run(allocator);
  }

  /** As many as asked for, but no more than their heaps fit into half of the memory. */
  private int workers(long largest) {
    long fitting = Runtime.getRuntime().maxMemory() / 2 / largest;
    return Math.clamp(fitting, 1, jobs);
  }
}
