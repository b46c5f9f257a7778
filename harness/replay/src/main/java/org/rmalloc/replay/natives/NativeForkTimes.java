// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.time.LibraryRequestTimesSummarizer;
import org.rmalloc.replay.workload.Workload;

/** What one process of a malloc library measured of time. */
public final class NativeForkTimes {
  private static final double PICOS_PER_NANO = 1000;

  private final ForkTimeSummary fork;
  private final int[] requestNanos;

  private NativeForkTimes(ForkTimeSummary fork, int[] requestNanos) {
    this.fork = fork;
    this.requestNanos = requestNanos;
  }

  /** Its figures. */
  public ForkTimeSummary fork() {
    return fork;
  }

  /** By request, as measured: the timer's overhead is in it. Not a copy. */
  public int[] requestNanos() {
    return requestNanos;
  }

  /**
   * Of a result of the mode {@code time} that finished, and the file of its latencies.
   *
   * @param position in the order of all processes
   */
  static NativeForkTimes of(
      Workload workload, NativeReplayResult result, Path latencies, int position)
      throws IOException {
    int[] requestNanos = read(latencies, Math.toIntExact(workload.requestCount()));
    double cold = result.number("cold_ns").orElseThrow() / (double) workload.opCount();
    ForkTimeSummary fork =
        new ForkTimeSummary(
            position,
            "thread-cpu",
            1,
            number(result, "warm_passes"),
            number(result, "latency_passes"),
            number(result, "warm_ops"),
            Arrays.stream(result.text("block_ns").orElseThrow().split(" ", -1))
                .map(Double::valueOf)
                .toList(),
            LibraryRequestTimesSummarizer.request(workload, requestNanos),
            Math.round(result.decimal("latency_overhead_ns").orElseThrow()),
            Math.max(1, (long) Math.ceil(result.decimal("latency_tick_ns").orElseThrow())),
            rounded(result.decimal("wall_per_cpu").orElseThrow()),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            OptionalDouble.of(rounded(cold)));
    return new NativeForkTimes(fork, requestNanos);
  }

  private static int number(NativeReplayResult result, String name) {
    return Math.toIntExact(result.number(name).orElseThrow());
  }

  /** Picoseconds of each request, as whole nanoseconds. */
  private static int[] read(Path latencies, int requests) throws IOException {
    try (FileChannel file = FileChannel.open(latencies)) {
      if (file.size() != 8L * requests) {
        throw new NativeLibraryException(
            ("%s: found %d bytes of request times of a malloc library; expected 8 for each of %d"
                    + " requests; free space in the temporary folder, and run again")
                .formatted(latencies, file.size(), requests));
      }
      int[] nanos = new int[requests];
      ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      int request = 0;
      while (request < requests) {
        file.read(chunk.clear());
        LongBuffer picos = chunk.flip().asLongBuffer();
        while (picos.hasRemaining()) {
          long rounded = Math.round(picos.get() / PICOS_PER_NANO);
          nanos[request++] = (int) Math.min(Integer.MAX_VALUE, rounded);
        }
      }
      return nanos;
    }
  }

  /** To a thousandth: digits beyond are of no clock. */
  private static double rounded(double value) {
    return Math.rint(value * 1e3) / 1e3;
  }
}
