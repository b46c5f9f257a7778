// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.OptionalDouble;

/**
 * An allocator's use of memory: deterministic.
 *
 * @param rank from 1, equals share it; 0 where it has none
 * @param footprint peak, in bytes; the 2014 tool did not tell it
 * @param footprintRatio of it to the best allocator's
 * @param missing of the heap at the tightest point: heap size less the largest free block
 * @param penaltyCount what share of all had more to allocate at an op, on average, in percent
 * @param penaltyWeighted how much more was missing than with the best at an op, geometric mean, in
 *     percent
 * @param best at what share of the ops nobody had more to allocate, in percent
 * @param worst at what share of the ops nobody had less, in percent
 */
public record SpaceRankingRow(
    ComparedContender contender,
    RankingEligibility eligibility,
    int rank,
    OptionalDouble footprint,
    OptionalDouble footprintRatio,
    double missing,
    double penaltyCount,
    double penaltyWeighted,
    double best,
    double worst) {}
