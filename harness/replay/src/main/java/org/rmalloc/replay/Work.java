package org.rmalloc.replay;

import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.workload.Workload;

/** Estimates of work for a progress meter, in ops replayed plainly or what takes as long. */
final class Work {
  private static final long NANOS_AN_OP = 40; // roughly, clock and warm-up included
  private static final long PASSES_TIMED = 15;

  private Work() {}

  /** Work done out of sight: it is taken to go on as estimated, and never to be quite done. */
  static final class Share {
    private static final double MOST_UNSEEN = 0.95;

    private final long total;
    private long done;

    Share(long total) {
      this.total = total;
    }

    /** The work of so many nanoseconds. */
    long after(long nanos) {
      long step = Math.clamp((long) (MOST_UNSEEN * total) - done, 0, nanos / NANOS_AN_OP);
      done += step;
      return step;
    }

    /** What is left, now that all is known to be done. */
    long rest() {
      return total - done;
    }
  }

  static long ofStats(Workload workload, Driver driver, ReplaySettings settings) {
    long search =
        settings.heap() instanceof HeapSize.Minimum
            ? MinHeapSearch.expectedOps(workload, driver)
            : 0;
    long timing = settings.timed() ? 2 * ofTiming(workload, settings) : 0;
    return search + timing + workload.opCount();
  }

  static long ofRow(Workload workload, Driver driver, ReplaySettings settings) {
    long timing = settings.timed() ? ofTiming(workload, settings) : 0;
    return MinHeapSearch.expectedOps(workload, driver) + timing + workload.opCount();
  }

  static long ofFloor(Workload workload, ReplaySettings settings) {
    return settings.timed() ? ofTiming(workload, settings) : 0;
  }

  static long ofTiming(Workload workload, ReplaySettings settings) {
    return settings.timeBudget().toNanos() / NANOS_AN_OP + PASSES_TIMED * workload.opCount();
  }
}
