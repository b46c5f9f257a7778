package org.rmalloc.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.heapsize.MinHeap;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.space.PointSink;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.workload.Workload;

/** Finds the smallest heaps, and runs the workload in them once more, checked. */
final class HeapSizing {
  private static final int MOST_OPS_TO_CONFIRM = 500_000; // a checked run of more takes too long

  private final Workload workload;
  private final ReplaySettings settings;
  private final Meter meter;

  HeapSizing(Workload workload, ReplaySettings settings, Meter meter) {
    this.workload = workload;
    this.settings = settings;
    this.meter = meter;
  }

  /** The smallest heaps, confirmed with payloads verified unless the workload is long. */
  MinHeap minHeap(Driver driver, int jobs) {
    MinHeap found = MinHeapSearch.find(workload, driver, settings.limit(), jobs, meter);
    if (workload.opCount() <= MOST_OPS_TO_CONFIRM) {
      confirm(driver, found.bytes());
      if (!found.lucky().equals(found.bytes())) {
        confirm(driver, found.lucky());
      }
    }
    return found;
  }

  /** The heap to replay in. */
  long heapSize(Driver driver, int jobs) {
    return settings
        .heap()
        .bytes(workload.peakLive(), () -> smallest(driver, minHeap(driver, jobs)));
  }

  /** The heap to replay in, the smallest being known; the largest one tried where there is none. */
  long heapSizeOrLargest(MinHeap minHeap) {
    return settings
        .heap()
        .bytes(
            workload.peakLive(),
            () -> minHeap.bytes().orElse(MinHeapSearch.largestTried(workload)));
  }

  /**
   * Says at once what would come out after a long search.
   *
   * @throws UsageException when no heap can be so large
   */
  void refuseTooLarge() {
    settings.heap().bytes(workload.peakLive(), () -> 0);
  }

  private long smallest(Driver driver, MinHeap minHeap) {
    return minHeap
        .bytes()
        .orElseThrow(
            () ->
                new UsageException(
                    driver.name()
                        + ": finishes in no heap of up to 4 times the peak; give a heap size"));
  }

  private void confirm(Driver driver, OptionalLong heapSize) {
    if (heapSize.isEmpty()) {
      return;
    }
    SpaceOptions options =
        new SpaceOptions(heapSize.getAsLong(), settings.limit(), settings.dataPoints(), true);
    try {
      boolean finished =
          new SpacePass(workload, driver, options).run(PointSink.NONE, meter).stoppedAt().isEmpty();
      if (!finished) {
        throw new InvariantViolation(
            "%s finishes in a heap of %d unchecked, but not checked"
                .formatted(driver.name(), heapSize.getAsLong()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
  }
}
