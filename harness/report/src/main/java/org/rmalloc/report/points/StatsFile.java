// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsHeader;

/** One alloc-stats file: what it says of itself, and its points as often as they are asked for. */
public interface StatsFile {
  /** What every alloc-stats file says before its points. */
  StatsFileHeader header();

  /** How it was made, in full; the 2014 tool did not say. */
  Optional<AllocStatsHeader> making();

  /** Opens its points, in the order of their op index. */
  DataPointCursor open() throws IOException;
}
