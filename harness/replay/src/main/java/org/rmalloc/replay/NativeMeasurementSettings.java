// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.time.Duration;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.workload.Workload;

/**
 * What is measured of a malloc library besides what is measured of every contender.
 *
 * @param dataPoints which requests become rows: each costs a count of all pages, 1 to 3 ms
 * @param counts whether instructions are counted under callgrind, 50 times as slow as a replay
 * @param patience how long a replay of a short trace may take before it is ended; a long trace gets
 *     more
 */
public record NativeMeasurementSettings(
    DataPointSampling dataPoints, boolean counts, Duration patience) {
  /** 300 data points, no instructions, a minute. */
  public static final NativeMeasurementSettings DEFAULT =
      new NativeMeasurementSettings(new DataPointSampling(300), false, Duration.ofMinutes(1));

  private static final long OPS_PER_SECOND = 20_000; // even of a debugging library

  /** Seconds that a replay may take. */
  public long secondsOf(Workload workload) {
    return patience.toSeconds() + workload.opCount() / OPS_PER_SECOND;
  }

  /** These measures with other data points. */
  public NativeMeasurementSettings withDataPoints(DataPointSampling other) {
    return new NativeMeasurementSettings(other, counts, patience);
  }

  /** These measures with instructions counted. */
  public NativeMeasurementSettings counting() {
    return new NativeMeasurementSettings(dataPoints, true, patience);
  }

  /** These measures with another time for a replay. */
  public NativeMeasurementSettings withPatience(Duration other) {
    return new NativeMeasurementSettings(dataPoints, counts, other);
  }
}
