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
import org.rmalloc.replay.natives.NativeLibraryMeasurer;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.workload.RecordedPageTouches;

/**
 * Counts the pages of a malloc library: in two layouts of address space, and where the two runs
 * differ by a byte, in five, and in the first once more. Those of a library that draws random
 * numbers differ, and those of one that takes addresses for random numbers, as jemalloc does for
 * the times at which it gives pages back: one layout of its might be far from all others.
 */
final class NativePageCounter {
  private static final int LAYOUTS = 5; // of which the median counts, where they differ

  private final NativeLibraryMeasurer measurer;
  private final NativeContender contender;
  private final Map<String, String> options;

  /**
   * Runs of a library.
   *
   * @param options of the replayer, those of data points apart
   */
  NativePageCounter(
      NativeLibraryMeasurer measurer, NativeContender contender, Map<String, String> options) {
    this.measurer = measurer;
    this.contender = contender;
    this.options = options;
  }

  /**
   * The pages with every page of a block written.
   *
   * @param points how many data points there are to be
   */
  NativeLibraryMeasurer.Space full(long points) throws IOException {
    NativeLibraryMeasurer.Space first = run(0, points);
    if (first.figures().isEmpty()) {
      return first;
    }
    NativeLibraryMeasurer.Space elsewhere = run(1, 0);
    return first.figures().equals(elsewhere.figures()) ? first : median(first, elsewhere, points);
  }

  /** Of the layouts the median by its peak, with the spread of all runs. */
  private NativeLibraryMeasurer.Space median(
      NativeLibraryMeasurer.Space first, NativeLibraryMeasurer.Space elsewhere, long points)
      throws IOException {
    NativeLibraryMeasurer.Space again = run(0, 0);
    boolean byChance = !again.figures().equals(first.figures());
    List<NativeLibraryMeasurer.Space> layouts = new ArrayList<>(List.of(first));
    while (layouts.size() < LAYOUTS) {
      NativeLibraryMeasurer.Space next = run(layouts.size(), points);
      if (next.figures().isEmpty()) {
        return next;
      }
      layouts.add(next);
    }
    layouts.sort(Comparator.comparingLong(NativePageCounter::peak));
    NativeLibraryMeasurer.Space median = layouts.get(LAYOUTS / 2);
    LongSummaryStatistics peaks =
        Stream.concat(layouts.stream(), Stream.of(elsewhere, again))
            .filter(one -> one.figures().isPresent())
            .mapToLong(NativePageCounter::peak)
            .summaryStatistics();
    long spread = peaks.getMax() - peaks.getMin();
    return new NativeLibraryMeasurer.Space(
        median.result(), median.figures().map(one -> one.withResidentSpread(spread, byChance)));
  }

  private static long peak(NativeLibraryMeasurer.Space space) {
    return space.figures().orElseThrow().residentPeak();
  }

  private NativeLibraryMeasurer.Space run(int layout, long points) throws IOException {
    Map<String, String> all = inLayout(layout);
    all.put("points", Long.toString(points));
    return measurer.space(contender, all);
  }

  private Map<String, String> inLayout(int layout) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("layout", Integer.toString(layout));
    return all;
  }

  /**
   * Figures of {@link #full} with those of what the program wrote to, where that is known: of as
   * many layouts.
   */
  LibraryMemoryPageFigures withRecorded(
      LibraryMemoryPageFigures figures, Optional<RecordedPageTouches> touches) throws IOException {
    if (touches.isEmpty()) {
      return figures;
    }
    List<Long> peaks = new ArrayList<>();
    for (int layout = 0; layout < (figures.residentSpread().isPresent() ? LAYOUTS : 1); layout++) {
      measurer
          .recordedSpace(contender, touches.get(), inLayout(layout))
          .figures()
          .ifPresent(recorded -> peaks.add(recorded.residentPeak()));
    }
    peaks.sort(Comparator.naturalOrder());
    return peaks.isEmpty()
        ? figures
        : figures.withResidentRecordedPeak(peaks.get(peaks.size() / 2));
  }
}
