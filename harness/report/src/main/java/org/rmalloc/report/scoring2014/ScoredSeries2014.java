// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.io.IOException;
import java.util.Arrays;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFile;

/** What the 2014 tables score of one file: 16 bytes a point. */
final class ScoredSeries2014 {
  private static final int FIRST_LENGTH = 1024;

  private final String label;
  private final double[] times;
  private final double[] spaces;

  private ScoredSeries2014(String label, double[] times, double[] spaces) {
    this.label = label;
    this.times = times;
    this.spaces = spaces;
  }

  /** Reads a file up to the first point at which nothing can be allocated, that one included. */
  static ScoredSeries2014 of(StatsFile file) throws IOException {
    double[] times = new double[FIRST_LENGTH];
    double[] spaces = new double[FIRST_LENGTH];
    int count = 0;
    boolean exhausted = false;
    try (DataPointCursor points = file.open()) {
      while (!exhausted && points.next()) {
        if (count == times.length) {
          times = Arrays.copyOf(times, count * 2);
          spaces = Arrays.copyOf(spaces, count * 2);
        }
        boolean scored = count == 0 || points.op() == 'N';
        times[count] = scored ? time(points) : times[count - 1];
        double maxmem = Math.max(0, points.get(DataPointColumn.LARGEST_FREE));
        spaces[count] = maxmem / file.header().heapSize() * 100;
        exhausted = maxmem == 0;
        count++;
      }
    }
    return new ScoredSeries2014(
        file.header().label(), Arrays.copyOf(times, count), Arrays.copyOf(spaces, count));
  }

  private static double time(DataPointCursor points) {
    return known(points.get(DataPointColumn.OP_TIME)) + known(points.get(DataPointColumn.OOM_TIME));
  }

  /** A file without times scores 0, as a label that died early does. */
  private static double known(double nanos) {
    return Double.isNaN(nanos) ? 0 : nanos;
  }

  String label() {
    return label;
  }

  /** Nanoseconds of the latest allocation, by point; a free shows the time before it. */
  double[] times() {
    return times;
  }

  /** Allocatable share of the heap in percent, by point. */
  double[] spaces() {
    return spaces;
  }

  int length() {
    return times.length;
  }

  /** This series padded with zeros. */
  ScoredSeries2014 padded(int length) {
    return new ScoredSeries2014(label, Arrays.copyOf(times, length), Arrays.copyOf(spaces, length));
  }
}
