// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.rmalloc.replay.result.ReplaySummary;

/**
 * Goes through the points of one alloc-stats file in the order of their op index. Stands before the
 * first point when opened.
 */
public interface DataPointCursor extends Closeable {
  /**
   * Steps to the next point.
   *
   * @return whether there is one
   * @throws StatsFormatException where the file is not what it should be
   */
  boolean next() throws IOException;

  /** Index of this point's request among the trace's requests, from 0. */
  long opIndex();

  /** {@code N}, {@code F} or {@code R}. */
  char op();

  /** Whether this is the request that could not be met, at which the replay stopped. */
  boolean isUnmet();

  /** This point's value in a column; NaN where the file does not tell it. */
  double get(DataPointColumn column);

  /** The whole replay in figures, once all points are passed; the 2014 tool wrote none. */
  Optional<ReplaySummary> summary();

  /**
   * SHA-256 of the file as it lies on disk, in lower-case hexadecimal, once all points are passed.
   */
  String sha256() throws IOException;
}
