// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.ReplaySummary;

/** Where results go. */
@FunctionalInterface
public interface AllocStatsWriterFactory {
  /** A writer of the result with that header, which is closed when the result is complete. */
  AllocStatsWriter open(AllocStatsHeader header) throws IOException;

  /** Takes a result without rows, of a contender against which nothing was replayed. */
  default void writeWithoutReplay(AllocStatsHeader header, ReplaySummary summary)
      throws IOException {
    try (AllocStatsWriter file = open(header)) {
      file.finish(summary);
    }
  }
}
