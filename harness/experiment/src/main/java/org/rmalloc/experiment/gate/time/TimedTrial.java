// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;

/**
 * A trial to be timed of two builds.
 *
 * @param name of the trial
 * @param heapBefore bytes, of the old build
 * @param heapAfter bytes, of the new build
 */
public record TimedTrial(
    String name,
    Workload workload,
    CompactionLimit limit,
    ArenaContender before,
    long heapBefore,
    ArenaContender after,
    long heapAfter) {}
