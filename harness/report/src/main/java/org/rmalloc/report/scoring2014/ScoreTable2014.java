// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import java.util.List;

/**
 * One application's pair of tables, best row first. Shares and penalties are percentages, times
 * nanoseconds.
 *
 * @param points how many points the longest file has
 * @param heapSizes that occur, in bytes, ascending
 */
public record ScoreTable2014(
    String app, int points, List<Long> heapSizes, List<Speed> speed, List<Space> space) {

  /** Copies the lists. */
  public ScoreTable2014 {
    heapSizes = List.copyOf(heapSizes);
    speed = List.copyOf(speed);
    space = List.copyOf(space);
  }

  /** What both tables say of an allocator. */
  public sealed interface Row permits Speed, Space {
    /** The allocator. */
    String label();

    /** What share of the others were better, on average over the points. */
    double penaltyCount();

    /** The same, each place weighted with the distance to the best. */
    double penaltyWeighted();

    /** At what share of the points it was best. */
    double best();

    /** At what share of the points it was worst. */
    double worst();

    /** Whether its file has as many points as the longest. */
    boolean finished();
  }

  /** A row of the table of times: mean, rounded down, and median. */
  public record Speed(
      String label,
      double penaltyCount,
      double penaltyWeighted,
      double best,
      double worst,
      long average,
      double median,
      boolean finished)
      implements Row {}

  /** A row of the table of allocatable memory. */
  public record Space(
      String label,
      double penaltyCount,
      double penaltyWeighted,
      double best,
      double worst,
      boolean finished)
      implements Row {}
}
