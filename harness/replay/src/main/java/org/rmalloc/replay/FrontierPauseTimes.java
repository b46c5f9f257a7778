// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/**
 * The longest pauses of a frontier's points with the usual locks, by the clock: one process for
 * each point that moved blocks. Points of equal figures went the same way and are timed once.
 */
public final class FrontierPauseTimes {
  /** One point. */
  private record Key(String label, long heapBytes) {}

  private final Map<Key, Double> nanos = new HashMap<>();

  private FrontierPauseTimes() {}

  /** No pause is known. */
  public static FrontierPauseTimes none() {
    return new FrontierPauseTimes();
  }

  /**
   * Times a frontier's pauses.
   *
   * @param trace prepared with the frontier's usual locks
   * @param maxHeapBytes points in larger heaps are left out
   */
  public static FrontierPauseTimes of(
      RelocationFrontier frontier,
      PreparedTrace trace,
      TrialSetting setting,
      List<JavaAllocatorContender> contenders,
      double maxHeapBytes)
      throws IOException {
    FrontierPauseTimes pauses = new FrontierPauseTimes();
    for (FrontierCurve curve : frontier.moving().filter(FrontierCurve::usual).toList()) {
      JavaAllocatorContender contender =
          contenders.stream()
              .filter(one -> one.label().equals(curve.label()))
              .findFirst()
              .orElseThrow();
      pauses.time(curve, contender, trace, setting, maxHeapBytes);
    }
    return pauses;
  }

  /** The longest pause of a point, in nanoseconds; empty where it was not timed. */
  public OptionalDouble of(FrontierCurve curve, FrontierPoint point) {
    Double found = nanos.get(new Key(curve.label(), point.heapBytes()));
    return !curve.usual() || found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
  }

  private void time(
      FrontierCurve curve,
      JavaAllocatorContender contender,
      PreparedTrace trace,
      TrialSetting setting,
      double maxHeapBytes)
      throws IOException {
    Map<FrontierPoint.Figures, Double> timed = new HashMap<>();
    for (FrontierPoint point : curve.points()) {
      boolean moved = point.figures().filter(figures -> figures.bytesMoved() > 0).isPresent();
      if (moved && point.heapBytes() <= maxHeapBytes) {
        FrontierPoint.Figures way = point.figures().get();
        if (!timed.containsKey(way)) {
          timed.put(way, longestPause(contender, trace, setting, point.heapBytes()));
        }
        nanos.put(new Key(curve.label(), point.heapBytes()), timed.get(way));
      }
    }
  }

  private static double longestPause(
      JavaAllocatorContender contender, PreparedTrace trace, TrialSetting setting, long heapBytes)
      throws IOException {
    MeasurementSettings once = MeasurementSettings.DEFAULT.withForks(1, 1).withoutSmallestHeap();
    AllocStatsWriterFactory nowhere =
        header -> AllocStatsWriter.to(OutputStream.nullOutputStream(), header);
    TrialSetting there = setting.withHeap(new HeapSize.Bytes(heapBytes));
    TrialResult result =
        new TrialRunner(trace, there, once, nowhere)
            .run(List.of(contender), RunListener.SILENT)
            .getFirst();
    return ContenderFigures.of(result).longestPauseNanos().orElse(0);
  }
}
