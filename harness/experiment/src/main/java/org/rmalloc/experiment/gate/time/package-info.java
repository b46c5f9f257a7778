// SPDX-License-Identifier: Apache-2.0
/**
 * Times of two builds, compared in one job: pairs of processes, an exact test, and a refusal where
 * the machine is too noisy. Nothing here reads a stored time.
 */
package org.rmalloc.experiment.gate.time;
