package org.rmalloc.report.points;

import java.io.Closeable;
import java.io.IOException;

/**
 * Goes through the points of one alloc-stats file in the order of their op index. Stands before the
 * first point when opened.
 */
public interface PointCursor extends Closeable {
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

  /** This point's value in a column; NaN where the file does not tell it. */
  double get(Column column);
}
