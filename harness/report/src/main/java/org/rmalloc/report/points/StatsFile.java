package org.rmalloc.report.points;

import java.io.IOException;

/** One alloc-stats file: what it says of itself, and its points as often as they are asked for. */
public interface StatsFile {
  /** What it says before its points. */
  StatsHeader header();

  /** Opens its points, in the order of their op index. */
  PointCursor open() throws IOException;
}
