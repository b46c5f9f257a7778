// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Every figure of a small replay, worked by hand: first fit in 64 bytes, headers of 4, compaction
 * by sliding.
 *
 * <pre>
 *        op      blocks after it (a, b, … with their headers), free
 *     0  N a 16  a 0-20                              44
 *     1  N b 12  a 0-20, b 20-36                     28
 *     2  N c 12  a 0-20, b 20-36, c 36-52            12
 *     3  F b     a 0-20, c 36-52                     16 + 12
 *        L a     a stays where it is
 *     4  N d 20  no 24 together: c slides to 20-36; d 36-60; 4 free
 *     5  R d 24  d 36-64                             0
 *     6  F a     c 20-36, d 36-64                    20
 *     7  N e 40  c slides to 0-16, d to 16-44; no 44 even so
 * </pre>
 */
final class SpacePassFiguresTest {
  private static final String OPS = "N0:16 N1:12 N2:12 F1 L0 N3:20 R3:24 F0 N4:40 F4";

  private final List<AllocStatsDataPoint> points = new ArrayList<>();
  private SpaceResult result;

  @BeforeEach
  void replay() throws IOException {
    Workload workload = Workload.of(Traces.of(OPS));
    SpaceReplayOptions options =
        new SpaceReplayOptions(64).at(DataPointSampling.ALL).verifyingPayloads();
    result =
        new SpacePass(workload, Toy.sliding(), options).run(points::add, ProgressNotifier.silent());
  }

  @Test
  void rows() {
    assertEquals(
        List.of(
            point(0, OpKind.NEW, 16, 16, 44, 4, 4, 20, 40, 40, 1, 0),
            point(1, OpKind.NEW, 12, 28, 28, 8, 8, 36, 24, 24, 1, 0),
            point(2, OpKind.NEW, 12, 40, 12, 12, 12, 52, 8, 8, 1, 0),
            point(3, OpKind.FREE, 12, 28, 28, 8, 8, 52, 12, 24, 1, 0),
            point(4, OpKind.NEW, 20, 48, 4, 12, 12, 60, 0, 0, 1, 8),
            point(5, OpKind.RESIZE, 24, 52, 0, 12, 12, 64, -1, -1, 1, 0),
            point(6, OpKind.FREE, 16, 36, 20, 8, 8, 64, 16, 16, 1, 0),
            point(7, OpKind.NEW, 40, 36, 20, 8, 8, 44, 16, 16, 0, 22)),
        points);
  }

  @Test
  void stop() {
    assertEquals(
        Optional.of(new UnmetRequest(7, OpKind.NEW, 40, false, 36, 20, 16)), result.stoppedAt());
    assertEquals(8, result.fingerprint().opsMet(), "ops met, the lock included");
  }

  @Test
  void peaks() {
    assertEquals(new ReplayPeaks(52, 5, 64, 5, 12, 12, 12, 1, 22), result.peaks());
    assertEquals(new LargestRequestMinima(-1, -1), result.minima());
    assertEquals(64, result.fingerprint().peakFootprint());
  }

  @Test
  void costs() {
    assertEquals(new AllocatorLoadStoreTotals(7, 1, 30), result.cost());
  }

  @Test
  void compactions() {
    assertEquals(
        new CompactionTotals(2, 2, 16 + 44, 3, 3, 0, 44, AllocStatsDataPoint.UNTIMED),
        result.compactions());
  }

  @Test
  void fragmentation() {
    double ratios =
        20 / 16.0 + 36 / 28.0 + 52 / 40.0 + 52 / 28.0 + 60 / 48.0 + 64 / 52.0 + 64 / 36.0
            + 44 / 36.0;
    Fragmentation measures = result.fragmentation();
    assertEquals(ratios / 8 - 1, measures.measure1().orElseThrow(), 1e-12);
    assertEquals(OptionalDouble.of(64 / 52.0 - 1), measures.measure2());
    assertEquals(OptionalDouble.of(64 / 52.0 - 1), measures.measure3());
    assertEquals(OptionalDouble.of(64 / 52.0 - 1), measures.measure4());
  }

  private static AllocStatsDataPoint point(
      long index,
      OpKind op,
      long size,
      long used,
      long free,
      long overhead,
      long internal,
      long footprint,
      long largestFree,
      long maxmem,
      long cost,
      long oomCost) {
    return new AllocStatsDataPoint(
        index,
        op,
        size,
        used,
        free,
        overhead,
        internal,
        footprint,
        largestFree,
        maxmem,
        cost,
        oomCost,
        AllocStatsDataPoint.UNTIMED,
        AllocStatsDataPoint.UNTIMED);
  }
}
