// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.natives.NativeReplayResult;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.MallocLibraryDataPoint;
import org.rmalloc.replay.time.MedianRequestTimes;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** Puts together what the replayer noted at points, the requests there, and their times. */
final class MallocLibraryDataPointWriter {
  private final Workload workload;
  private final Optional<MedianRequestTimes> times;
  private final long[] sizeOf; // by slot, of the live block; 0 without
  private long live;
  private int op;
  private long request;

  MallocLibraryDataPointWriter(Workload workload, Optional<MedianRequestTimes> times) {
    this.workload = workload;
    this.times = times;
    sizeOf = new long[workload.slotCount()];
  }

  /** Writes a row for each point; they ascend. Called once. O(ops). */
  void write(List<NativeReplayResult.Point> points, AllocStatsWriter file) throws IOException {
    for (NativeReplayResult.Point point : points) {
      int at = advanceBeyond(point.request());
      file.write(
          new MallocLibraryDataPoint(
              point.request(),
              OpKind.of(workload.kinds()[at]),
              workload.sizes()[at],
              live,
              Math.max(0, point.resident()),
              Math.max(0, point.mapped()),
              times.map(one -> one.opNanos(point.request())).orElse(AllocStatsDataPoint.UNTIMED)));
    }
  }

  /** The op that is a request; what is live is that after it. */
  private int advanceBeyond(long target) {
    while (request <= target) {
      byte kind = workload.kinds()[op];
      if (kind <= OpKind.Code.RESIZE) {
        int slot = workload.slots()[op];
        long size = kind == OpKind.Code.FREE ? 0 : workload.sizes()[op];
        live += size - sizeOf[slot];
        sizeOf[slot] = size;
        request++;
      }
      op++;
    }
    return op - 1;
  }
}
