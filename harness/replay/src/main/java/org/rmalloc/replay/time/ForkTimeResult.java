// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.TemporaryColumnFile;
import org.rmalloc.replay.workload.Workload;

/**
 * What one forked virtual machine measured.
 *
 * @param fingerprint what every other fork and the space pass must agree on
 * @param clock that windows were read from
 * @param warmupPasses full passes before the first one measured
 * @param throughputPasses passes over which the minima were taken
 * @param ops of a pass
 * @param blockNanos the sums of the windows' minima, by block of windows
 * @param wallPerCpu wall time divided by CPU time
 * @param times of its ops; {@link OpTimes#NONE} where throughput alone was wanted
 */
record ForkTimeResult(
    ReplayFingerprint fingerprint,
    String clock,
    int warmupPasses,
    int throughputPasses,
    int ops,
    List<Double> blockNanos,
    double wallPerCpu,
    OpTimes times) {

  /** As results hold it: with what the parent process knows. */
  ForkTimeSummary fork(Workload workload, ForkOutputFile output, ClockOverhead timer) {
    return new ForkTimeSummary(
        output.position(),
        clock,
        warmupPasses,
        throughputPasses,
        times.passes(),
        ops,
        blockNanos,
        request(workload),
        timer.overheadNanos(),
        timer.resolutionNanos(),
        wallPerCpu,
        output.load());
  }

  private LatencyDistribution request(Workload workload) {
    return LatencyRecorder.ofRequests(workload, times);
  }

  void write(Path file) throws IOException {
    try (TemporaryColumnFile out = TemporaryColumnFile.toWrite(file)) {
      out.writeLong(fingerprint.opsMet());
      out.writeLong(fingerprint.checksum());
      out.writeLong(fingerprint.peakFootprint());
      out.writeLong(clock.equals(CpuOrWallClock.WALL) ? 1 : 0);
      out.writeLong(warmupPasses);
      out.writeLong(throughputPasses);
      out.writeLong(ops);
      out.writeLong(blockNanos.size());
      for (double nanos : blockNanos) {
        out.writeDouble(nanos);
      }
      out.writeDouble(wallPerCpu);
      times.write(out);
      out.flush();
    }
  }

  /** Reads what {@link #write} wrote. */
  static ForkTimeResult read(Path file) throws IOException {
    try (TemporaryColumnFile in = TemporaryColumnFile.toRead(file)) {
      return new ForkTimeResult(
          new ReplayFingerprint(in.readLong(), in.readLong(), in.readLong()),
          in.readLong() == 1 ? CpuOrWallClock.WALL : CpuOrWallClock.THREAD_CPU,
          (int) in.readLong(),
          (int) in.readLong(),
          (int) in.readLong(),
          readDoubles(in),
          in.readDouble(),
          OpTimes.read(in));
    }
  }

  private static List<Double> readDoubles(TemporaryColumnFile in) throws IOException {
    List<Double> doubles = new ArrayList<>();
    long count = in.readLong();
    for (long i = 0; i < count; i++) {
      doubles.add(in.readDouble());
    }
    return doubles;
  }
}
