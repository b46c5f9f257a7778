// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.rmalloc.replay.NativeMeasurementSettings;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.NativeLibraryMeasurer;
import org.rmalloc.replay.natives.NativeReplayResult;
import org.rmalloc.replay.natives.NativeReplayStatus;
import org.rmalloc.replay.natives.NativeReplayerBuild;
import org.rmalloc.replay.workload.Workload;

/**
 * Replays a workload once in a process of its own, as the program itself runs: caches are cold, and
 * pages that nobody has touched must be got from the kernel.
 */
public final class ColdReplay implements AutoCloseable {
  private final NativeLibraryMeasurer measurer;
  private final Map<String, String> options;

  private ColdReplay(NativeLibraryMeasurer measurer, Map<String, String> options) {
    this.measurer = measurer;
    this.options = options;
  }

  /** Replays of a workload, on this machine. */
  public static ColdReplay of(Workload workload) throws IOException {
    long timeout = NativeMeasurementSettings.DEFAULT.secondsOf(workload);
    return new ColdReplay(
        new NativeLibraryMeasurer(NativeReplayerBuild.ofThisMachine().program(), workload),
        Map.of("budget-ms", "0", "timeout", Long.toString(timeout)));
  }

  /** Nanoseconds of processor time of all ops together; empty when the replay did not finish. */
  OptionalLong nanos(NativeContender library) throws IOException {
    NativeReplayResult result = measurer.run(library, NativeLibraryMeasurer.Mode.TIME, options);
    return result.status() == NativeReplayStatus.FINISHED
        ? result.number("cold_ns")
        : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    measurer.close();
  }
}
