// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/** An alloc-stats file made of numbers: a point an op, N and F in turn, of 16 bytes. */
final class FakeStats implements StatsFile {
  private final String label;
  private final double[] times;
  private final double[] free;

  FakeStats(String label, double[] times, double[] free) {
    this.label = label;
    this.times = times;
    this.free = free;
  }

  FakeStats(String label, double[] times) {
    this(label, times, new double[times.length]);
  }

  @Override
  public StatsFileHeader header() {
    return new StatsFileHeader(
        Path.of(label),
        label,
        "app",
        new StatsFileHeader.TraceId("app.ops", Optional.empty()),
        1000,
        Optional.empty());
  }

  @Override
  public Optional<AllocStatsHeader> making() {
    return Optional.empty();
  }

  @Override
  public DataPointCursor open() {
    return new DataPointCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        at++;
        return at < times.length;
      }

      @Override
      public long opIndex() {
        return at;
      }

      @Override
      public char op() {
        return at % 2 == 0 ? 'N' : 'F';
      }

      @Override
      public boolean isUnmet() {
        return false;
      }

      @Override
      public double get(DataPointColumn column) {
        return switch (column) {
          case SIZE, USED -> 16;
          case LARGEST_FREE -> free[at];
          case OP_TIME -> times[at];
          case OOM_TIME -> 0;
          default -> Double.NaN;
        };
      }

      @Override
      public Optional<ReplaySummary> summary() {
        return Optional.empty();
      }

      @Override
      public String sha256() {
        return "";
      }

      @Override
      public void close() {}
    };
  }
}
