// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.List;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.Workload;

/** Estimates of work for a progress meter, in ops replayed plainly or what takes as long. */
final class ProgressWorkEstimate {
  private static final long NANOS_PER_OP = 40; // roughly, clock and warm-up included
  private static final long PASSES_TIMED = 15;
  private static final long LIBRARY_PASSES = 2; // checked, and for pages

  private final Workload workload;
  private final MeasurementSettings measures;

  ProgressWorkEstimate(Workload workload, MeasurementSettings measures) {
    this.workload = workload;
    this.measures = measures;
  }

  /** Of all that is measured of some contenders, {@code noop} included where times are taken. */
  static long of(
      Workload workload,
      TrialSetting setting,
      MeasurementSettings measures,
      List<JavaAllocatorContender> contenders,
      int libraries) {
    ProgressWorkEstimate estimate = new ProgressWorkEstimate(workload, measures);
    boolean searches = measures.smallestHeap() || setting.heap() instanceof HeapSize.Minimum;
    long work = measures.forks() * estimate.timing();
    for (JavaAllocatorContender contender : contenders) {
      work += searches ? MinHeapSearch.expectedOps(workload, contender) : 0;
      work += measures.forks() * estimate.timing() + workload.opCount();
    }
    long ofLibrary = measures.forks() * estimate.timing() + LIBRARY_PASSES * workload.opCount();
    return work + libraries * ofLibrary;
  }

  /** Of one fork that times a contender, as it goes on out of sight. */
  Unseen unseenTiming() {
    return new Unseen(timing());
  }

  private long timing() {
    return measures.timed()
        ? measures.timeBudget().toNanos() / NANOS_PER_OP + PASSES_TIMED * workload.opCount()
        : 0;
  }

  /** Work done out of sight: it is taken to go on as estimated, and never to be quite done. */
  static final class Unseen {
    private static final double MAX_SHARE_UNSEEN = 0.95;

    private final long total;
    private long done;

    Unseen(long total) {
      this.total = total;
    }

    /** The work of so many nanoseconds. */
    long after(long nanos) {
      long step = Math.clamp((long) (MAX_SHARE_UNSEEN * total) - done, 0, nanos / NANOS_PER_OP);
      done += step;
      return step;
    }

    /** What is left, now that all is known to be done. */
    long rest() {
      return total - done;
    }
  }
}
