// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.replay.trial.CompactionLimit;

/**
 * How to replay for space.
 *
 * @param heapSize bytes
 * @param limit of each out-of-memory handling
 * @param dataPoints which requests become rows
 * @param verifiesPayloads whether to fill every block, and to look for its contents when it is
 *     freed or resized and after each compaction
 */
public record SpaceReplayOptions(
    long heapSize, CompactionLimit limit, DataPointSampling dataPoints, boolean verifiesPayloads) {

  /** With the default data points, and payloads left alone. */
  public SpaceReplayOptions(long heapSize) {
    this(heapSize, CompactionLimit.NONE, DataPointSampling.DEFAULT, false);
  }

  /** The same, with payloads verified. */
  public SpaceReplayOptions verifyingPayloads() {
    return new SpaceReplayOptions(heapSize, limit, dataPoints, true);
  }

  /** The same, with other data points. */
  public SpaceReplayOptions at(DataPointSampling points) {
    return new SpaceReplayOptions(heapSize, limit, points, verifiesPayloads);
  }
}
