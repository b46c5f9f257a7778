package org.rmalloc.replay.space;

import java.util.Optional;
import org.rmalloc.replay.stats.CompactionTotals;
import org.rmalloc.replay.stats.CostTotals;
import org.rmalloc.replay.stats.Fragmentation;
import org.rmalloc.replay.stats.Least;
import org.rmalloc.replay.stats.Peaks;
import org.rmalloc.replay.stats.Stop;
import org.rmalloc.replay.workload.Witness;

/**
 * A replay for space in figures, besides its data points.
 *
 * @param stoppedAt absent when it finished
 * @param compactions without a pause: no clock was read
 * @param witness what a timed replay must agree on
 */
public record SpaceResult(
    Optional<Stop> stoppedAt,
    Peaks peaks,
    Least least,
    CostTotals cost,
    CompactionTotals compactions,
    Fragmentation fragmentation,
    Witness witness) {}
