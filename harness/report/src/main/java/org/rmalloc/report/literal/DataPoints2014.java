// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.literal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.DataPointCursor;

/** The points of one file. */
final class DataPoints2014 {
  private record Point(
      int opIndex, char op, double size, double used, double maxmem, double time, double oomTime) {}

  private final List<Point> points;

  DataPoints2014() {
    this(new ArrayList<>());
  }

  private DataPoints2014(List<Point> points) {
    this.points = points;
  }

  void add(
      int opIndex, char op, double size, double used, double maxmem, double time, double oomTime) {
    points.add(new Point(opIndex, op, size, used, maxmem, time, oomTime));
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** These points by op index; those with the same one stay in the file's order. */
  DataPoints2014 inOrder() {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingInt(Point::opIndex));
    return new DataPoints2014(sorted);
  }

  DataPointCursor open(String sha256) {
    return new Cursor(sha256);
  }

  private final class Cursor implements DataPointCursor {
    private final String sha256;
    private int at = -1;

    Cursor(String sha256) {
      this.sha256 = sha256;
    }

    @Override
    public boolean next() {
      at++;
      return at < points.size();
    }

    @Override
    public long opIndex() {
      return points.get(at).opIndex();
    }

    @Override
    public char op() {
      return points.get(at).op();
    }

    /** The 2014 tool says nothing of a request that it could not meet. */
    @Override
    public boolean isUnmet() {
      return false;
    }

    @Override
    public double get(DataPointColumn column) {
      Point point = points.get(at);
      return switch (column) {
        case SIZE -> point.size();
        case USED -> point.used();
        case LARGEST_FREE -> point.maxmem();
        case OP_TIME -> point.time();
        case OOM_TIME -> point.oomTime();
        case FREE, OVERHEAD, INTERNAL, FOOTPRINT, MAXMEM, COST, OOM_COST -> Double.NaN;
      };
    }

    @Override
    public Optional<ReplaySummary> summary() {
      return Optional.empty();
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public void close() {}
  }
}
