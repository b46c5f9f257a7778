// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Optional;

/**
 * An allocator's times, in nanoseconds, the timer's overhead taken off. Present figures only where
 * it is ranked, a bound, or timed by too few processes to be ranked.
 *
 * @param rank from 1; those that nobody ranked is certainly faster than share the first; 0 where it
 *     has none
 * @param figures absent where it did not finish, or has no times
 */
public record SpeedRankingRow(
    ComparedContender contender,
    RankingEligibility eligibility,
    int rank,
    Optional<Figures> figures) {

  /**
   * The figures. Percentiles and the slowest are over all requests, out-of-memory handling
   * included; of a file that has but points, over those.
   *
   * @param penaltyCount what share of all were faster at a point, on average, in percent
   * @param penaltyWeighted how much longer a point takes than with the fastest at it, geometric
   *     mean, in percent
   * @param best at what share of the points nobody was faster, in percent
   * @param worst at what share of the points nobody was slower, in percent
   * @param average mean time of an op over all forks, L and U included; of a file without forks the
   *     mean time of a request, its interval unknown
   * @param meanRatio of the average to that of the fastest
   * @param geometricRatio geometric mean over the points of the ratio to the time of the fastest
   * @param differs whether the average differs from that of the fastest by more than chance
   * @param chanceRatio the largest ratio of these averages that would still pass for chance; 1 of
   *     the fastest, and where one of them is not ranked
   * @param median below the resolution NaN
   * @param p99 below the resolution NaN
   * @param slowest below the resolution NaN
   * @param shortestWait whether its slowest request is faster than all others' by more than chance
   * @param longestPause longest out-of-memory handling; 0 where there was none
   * @param resolution what a time of a request says nothing below
   */
  public record Figures(
      double penaltyCount,
      double penaltyWeighted,
      double best,
      double worst,
      ConfidenceInterval average,
      ConfidenceInterval meanRatio,
      double geometricRatio,
      boolean differs,
      double chanceRatio,
      double median,
      double p99,
      double slowest,
      boolean shortestWait,
      double longestPause,
      double resolution) {}
}
