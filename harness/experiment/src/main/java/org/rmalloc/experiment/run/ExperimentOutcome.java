// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

/**
 * What a run of an experiment came to.
 *
 * @param combinations asked for
 * @param trials distinct ones of the shard
 * @param present were in the store before
 * @param measured are in it now
 * @param failed could not be measured
 */
public record ExperimentOutcome(
    int combinations, int trials, int present, int measured, int failed) {}
