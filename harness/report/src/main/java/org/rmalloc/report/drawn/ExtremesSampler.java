// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.drawn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Thins several series over one axis to what can be drawn, keeping the extremes: of every bucket of
 * neighbouring ops, and for each series, the op with its least value and the op with its greatest,
 * with the values of all series there. What is kept is as it was in the files, never an average.
 * When the buckets run out, each two neighbours become one. O(buckets · series²) memory.
 */
public final class ExtremesSampler {
  private static final int ROWS = 6000;
  private static final int LEAST_BUCKETS = 64;

  /** All series at one op. */
  private static final class Row {
    private final long opIndex;
    private final double[] values;

    Row(long opIndex, double[] values) {
      this.opIndex = opIndex;
      this.values = values;
    }
  }

  private final int series;
  private final int mostBuckets;
  private final List<Row[]> buckets = new ArrayList<>();
  private long width = 1;

  /** Thins so many series. */
  public ExtremesSampler(int series) {
    this.series = series;
    this.mostBuckets = Math.max(LEAST_BUCKETS, ROWS / (2 * Math.max(1, series)));
  }

  /**
   * Takes in the values of all series at an op later than all before it.
   *
   * @param values NaN where a series has none; copied if kept
   */
  public void offer(long opIndex, double[] values) {
    while (opIndex / width >= mostBuckets) {
      joinNeighbours();
    }
    int bucket = (int) (opIndex / width);
    while (buckets.size() <= bucket) {
      buckets.add(new Row[2 * series]);
    }
    Row[] extremes = buckets.get(bucket);
    Row row = null;
    for (int i = 0; i < series; i++) {
      if (isBelow(values[i], extremes[2 * i], i)) {
        row = row == null ? new Row(opIndex, values.clone()) : row;
        extremes[2 * i] = row;
      }
      if (isAbove(values[i], extremes[2 * i + 1], i)) {
        row = row == null ? new Row(opIndex, values.clone()) : row;
        extremes[2 * i + 1] = row;
      }
    }
  }

  private static boolean isBelow(double value, Row least, int i) {
    return !Double.isNaN(value) && (least == null || value < least.values[i]);
  }

  private static boolean isAbove(double value, Row greatest, int i) {
    return !Double.isNaN(value) && (greatest == null || value > greatest.values[i]);
  }

  private void joinNeighbours() {
    for (int bucket = 0; 2 * bucket < buckets.size(); bucket++) {
      Row[] joined = buckets.get(2 * bucket);
      if (2 * bucket + 1 < buckets.size()) {
        join(joined, buckets.get(2 * bucket + 1));
      }
      buckets.set(bucket, joined);
    }
    buckets.subList((buckets.size() + 1) / 2, buckets.size()).clear();
    width *= 2;
  }

  private void join(Row[] into, Row[] other) {
    for (int i = 0; i < series; i++) {
      Row least = other[2 * i];
      if (least != null && isBelow(least.values[i], into[2 * i], i)) {
        into[2 * i] = least;
      }
      Row greatest = other[2 * i + 1];
      if (greatest != null && isAbove(greatest.values[i], into[2 * i + 1], i)) {
        into[2 * i + 1] = greatest;
      }
    }
  }

  /** What is kept, by op. */
  public SampledSeriesGroup sample() {
    TreeMap<Long, Row> rows = new TreeMap<>(Comparator.naturalOrder());
    for (Row[] extremes : buckets) {
      Arrays.stream(extremes).filter(row -> row != null).forEach(row -> rows.put(row.opIndex, row));
    }
    double[] ops = rows.keySet().stream().mapToDouble(op -> (double) op).toArray();
    List<double[]> columns = new ArrayList<>();
    for (int i = 0; i < series; i++) {
      int column = i;
      columns.add(rows.values().stream().mapToDouble(row -> row.values[column]).toArray());
    }
    return new SampledSeriesGroup(ops, columns);
  }
}
