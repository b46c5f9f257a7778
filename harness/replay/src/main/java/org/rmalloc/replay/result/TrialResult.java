// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/** What was measured of a trial, rows apart. */
public record TrialResult(AllocStatsHeader header, ReplaySummary summary) {}
