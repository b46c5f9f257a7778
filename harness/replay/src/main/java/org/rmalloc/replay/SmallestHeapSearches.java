// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.space.DataPointSink;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceReplayOptions;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.UsageException;

/** Finds the smallest heaps, and runs the workload in them once more, checked. */
final class SmallestHeapSearches {
  private static final int MAX_OPS_TO_CONFIRM = 500_000; // a checked run of more takes too long

  private final Workload workload;
  private final TrialSetting setting;
  private final MeasurementSettings measures;
  private final ProgressNotifier meter;

  SmallestHeapSearches(
      Workload workload,
      TrialSetting setting,
      MeasurementSettings measures,
      ProgressNotifier meter) {
    this.workload = workload;
    this.setting = setting;
    this.measures = measures;
    this.meter = meter;
  }

  /** The smallest heaps, confirmed with payloads verified unless the workload is long. */
  SmallestHeapResult smallestHeap(JavaAllocatorContender contender, int jobs) {
    SmallestHeapResult found =
        MinHeapSearch.find(workload, contender, setting.budget(), jobs, meter);
    if (workload.opCount() <= MAX_OPS_TO_CONFIRM) {
      confirm(contender, found.bytes());
      if (found.hasLuckier()) {
        confirm(contender, found.lucky());
      }
    }
    return found;
  }

  /** The heap to replay in; the largest one tried where the smallest is asked for and none is. */
  long heapSizeOrLargest(SmallestHeapResult smallest) {
    return setting
        .heap()
        .bytes(workload.peakLive(), () -> smallest.bytes().orElse(largestTried(workload)));
  }

  /** The largest heap that a search tries. */
  static long largestTried(Workload workload) {
    return MinHeapSearch.largestTried(workload);
  }

  /**
   * Says at once what would come out after a long search.
   *
   * @throws UsageException when no heap can be so large
   */
  void refuseTooLarge() {
    setting.heap().bytes(workload.peakLive(), () -> 0);
  }

  private void confirm(JavaAllocatorContender contender, OptionalLong heapSize) {
    if (heapSize.isEmpty()) {
      return;
    }
    SpaceReplayOptions options =
        new SpaceReplayOptions(heapSize.getAsLong(), setting.budget(), measures.dataPoints(), true);
    try (SpacePass pass = new SpacePass(workload, contender, options)) {
      if (!pass.run(DataPointSink.NONE, meter).outcome().finished()) {
        throw new InvariantViolation(
            "%s finishes in a heap of %d bytes, but not again when the same replay is checked;"
                    .formatted(contender.label(), heapSize.getAsLong())
                + " an allocator must place alike each time");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
  }
}
