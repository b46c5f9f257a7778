// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import java.io.IOException;
import org.rmalloc.replay.result.AllocStatsDataPoint;

/** Takes the data points of a replay in order, without times. */
@FunctionalInterface
public interface DataPointSink {
  /** Wants none. */
  DataPointSink NONE = point -> {};

  /** Takes the next one. */
  void take(AllocStatsDataPoint point) throws IOException;
}
