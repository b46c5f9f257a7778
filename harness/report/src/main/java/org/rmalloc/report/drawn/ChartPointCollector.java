// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.drawn;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.JointDataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/** Gathers, in the pass that scores files, the points that charts of them draw. */
public final class ChartPointCollector implements Consumer<JointDataPointCursor> {
  /** What is drawn over the ops. */
  public enum Curve {
    /** Nanoseconds of a request, out-of-memory handling included, the timer's overhead off. */
    TIME,
    /** Largest free block as a share of the heap, in percent. */
    SHARE,
    /** Live bytes. */
    LIVE,
    /**
     * Bytes of the heap claimed; one more series holds the live bytes, which are the same for all.
     */
    FOOTPRINT,
    /** Bytes of metadata and padding. */
    OVERHEAD,
    /** Bytes in free tiles. */
    FREE
  }

  private final List<StatsFileHeader> headers;
  private final Map<Curve, ExtremesSampler> samplers = new EnumMap<>(Curve.class);
  private final double[] values; // one a file, and one for all of them

  /** Gathers points of these files. */
  public ChartPointCollector(List<? extends StatsFile> files) {
    this.headers = files.stream().map(StatsFile::header).toList();
    this.values = new double[files.size() + 1];
    for (Curve curve : Curve.values()) {
      samplers.put(curve, new ExtremesSampler(files.size() + 1));
    }
  }

  @Override
  public void accept(JointDataPointCursor at) {
    for (Map.Entry<Curve, ExtremesSampler> sampler : samplers.entrySet()) {
      for (int i = 0; i < headers.size(); i++) {
        values[i] = at.has(i) ? value(sampler.getKey(), at, i) : Double.NaN;
      }
      values[headers.size()] = sampler.getKey() == Curve.FOOTPRINT ? live(at) : Double.NaN;
      sampler.getValue().offer(at.opIndex(), values);
    }
  }

  private double live(JointDataPointCursor at) {
    for (int i = 0; i < headers.size(); i++) {
      if (at.has(i)) {
        return at.get(i, DataPointColumn.USED);
      }
    }
    return Double.NaN;
  }

  private double value(Curve curve, JointDataPointCursor at, int i) {
    StatsFileHeader header = headers.get(i);
    return switch (curve) {
      case TIME -> nanos(header, at, i);
      case SHARE -> Math.max(0, at.get(i, DataPointColumn.LARGEST_FREE)) / header.heapSize() * 100;
      case LIVE -> at.get(i, DataPointColumn.USED);
      case FOOTPRINT -> at.get(i, DataPointColumn.FOOTPRINT);
      case OVERHEAD -> at.get(i, DataPointColumn.OVERHEAD);
      case FREE -> at.get(i, DataPointColumn.FREE);
    };
  }

  private static double nanos(StatsFileHeader header, JointDataPointCursor at, int i) {
    double overhead = header.clock().map(StatsFileHeader.Clock::overheadNanos).orElse(0.0);
    double op = Math.max(0, at.get(i, DataPointColumn.OP_TIME) - overhead);
    double oom = at.get(i, DataPointColumn.OOM_TIME);
    return op + (oom == 0 ? 0 : Math.max(0, oom - overhead));
  }

  /** What is to be drawn of a curve: a series for each file, and one that holds for all of them. */
  public SampledSeriesGroup sample(Curve curve) {
    return samplers.get(curve).sample();
  }
}
