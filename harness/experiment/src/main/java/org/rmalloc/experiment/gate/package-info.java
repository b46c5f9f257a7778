// SPDX-License-Identifier: Apache-2.0
/**
 * The gate: holds the trials of an experiment against a committed baseline, figure by figure, and
 * names the request at which a figure first got worse.
 */
package org.rmalloc.experiment.gate;
