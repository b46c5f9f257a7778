// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.NativeMeasurer;
import org.rmalloc.replay.result.MemoryPageFigures;
import org.rmalloc.replay.workload.RecordedTouches;

/**
 * Counts the pages of a malloc library: twice, and where the two runs differ by a byte, as those of
 * a library that draws random numbers do, often enough to say by how much.
 */
final class NativeSpaceRuns {
  private static final int RUNS_OF_A_DIFFERENCE = 5; // of which the median counts

  private final NativeMeasurer measurer;
  private final NativeContender contender;
  private final Map<String, String> options;

  /**
   * Runs of a library.
   *
   * @param options of the replayer, those of data points apart
   */
  NativeSpaceRuns(NativeMeasurer measurer, NativeContender contender, Map<String, String> options) {
    this.measurer = measurer;
    this.contender = contender;
    this.options = options;
  }

  /**
   * The pages with every page of a block written.
   *
   * @param points how many data points there are to be
   */
  NativeMeasurer.Space full(long points) throws IOException {
    NativeMeasurer.Space first = run(points);
    if (first.figures().isEmpty()) {
      return first;
    }
    NativeMeasurer.Space second = run(0);
    return first.figures().equals(second.figures()) ? first : median(first, second, points);
  }

  /** Of the runs with data points the median by its peak, with the spread of all. */
  private NativeMeasurer.Space median(
      NativeMeasurer.Space first, NativeMeasurer.Space second, long points) throws IOException {
    List<NativeMeasurer.Space> runs = new ArrayList<>(List.of(first));
    while (runs.size() < RUNS_OF_A_DIFFERENCE) {
      NativeMeasurer.Space next = run(points);
      if (next.figures().isEmpty()) {
        return next;
      }
      runs.add(next);
    }
    runs.sort(Comparator.comparingLong(NativeSpaceRuns::peak));
    NativeMeasurer.Space median = runs.get(runs.size() / 2);
    LongSummaryStatistics peaks =
        Stream.concat(runs.stream(), Stream.of(second).filter(one -> one.figures().isPresent()))
            .mapToLong(NativeSpaceRuns::peak)
            .summaryStatistics();
    return new NativeMeasurer.Space(
        median.result(),
        median.figures().map(one -> one.withResidentSpread(peaks.getMax() - peaks.getMin())));
  }

  private static long peak(NativeMeasurer.Space space) {
    return space.figures().orElseThrow().residentPeak();
  }

  private NativeMeasurer.Space run(long points) throws IOException {
    Map<String, String> all = new TreeMap<>(options);
    all.put("points", Long.toString(points));
    return measurer.space(contender, all);
  }

  /** Figures of {@link #full} with those of what the program wrote to, where that is known. */
  MemoryPageFigures withRecorded(MemoryPageFigures figures, Optional<RecordedTouches> touches)
      throws IOException {
    if (touches.isEmpty()) {
      return figures;
    }
    return measurer
        .recordedSpace(contender, touches.get(), options)
        .figures()
        .map(recorded -> figures.withResidentRecordedPeak(recorded.residentPeak()))
        .orElse(figures);
  }
}
