// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;

/**
 * A trial to be timed of two builds.
 *
 * @param name of the trial
 * @param heapBefore bytes, of the old build
 * @param heapAfter bytes, of the new build
 */
public record TwoBuildTrial(
    String name,
    Workload workload,
    CompactionLimit limit,
    JavaAllocatorContender before,
    long heapBefore,
    JavaAllocatorContender after,
    long heapAfter) {}
