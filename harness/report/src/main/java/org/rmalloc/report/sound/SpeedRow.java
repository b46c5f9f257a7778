package org.rmalloc.report.sound;

import java.util.Optional;
import org.rmalloc.replay.result.Throughput;

/**
 * An allocator's times, in nanoseconds as its client waits, out-of-memory handling included and the
 * timer's overhead taken off. Present figures only where it is ranked or a bound.
 *
 * @param rank from 1; those that nobody ranked is certainly faster than share the first; 0 where it
 *     has none
 * @param figures absent where it did not finish, or has no times
 */
public record SpeedRow(
    ScoredContender contender, Standing standing, int rank, Optional<Figures> figures) {

  /**
   * The figures.
   *
   * @param penaltyCount what share of all were faster at an op, on average, in percent
   * @param penaltyWeighted how much longer an op takes than with the fastest at this op, geometric
   *     mean, in percent
   * @param best at what share of the ops nobody was faster, in percent
   * @param worst at what share of the ops nobody was slower, in percent
   * @param average mean time of a request
   * @param meanRatio of the average to that of the best allocator
   * @param difference of the average to that of the best allocator
   * @param geometricRatio geometric mean over the ops of the ratio to the best allocator's time
   * @param differs whether the difference of the averages is more than chance
   * @param typicallyDiffers whether the geometric ratio differs from 1 by more than chance
   * @param median of the times at its points
   * @param p99 of the times at its points
   * @param slowest request at a point
   * @param longestPause longest out-of-memory handling; 0 where there was none
   * @param resolution what a time says nothing below
   * @param throughput from whole passes, where it was measured
   */
  public record Figures(
      Interval penaltyCount,
      Interval penaltyWeighted,
      Interval best,
      Interval worst,
      Interval average,
      Interval meanRatio,
      Interval difference,
      Interval geometricRatio,
      boolean differs,
      boolean typicallyDiffers,
      Interval median,
      Interval p99,
      double slowest,
      double longestPause,
      double resolution,
      Optional<Throughput> throughput) {}
}
