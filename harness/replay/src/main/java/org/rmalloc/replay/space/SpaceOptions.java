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
public record SpaceOptions(
    long heapSize, CompactionLimit limit, DataPointSelection dataPoints, boolean verifiesPayloads) {

  /** With the default data points, and payloads left alone. */
  public SpaceOptions(long heapSize) {
    this(heapSize, CompactionLimit.NONE, DataPointSelection.DEFAULT, false);
  }

  /** The same, with payloads verified. */
  public SpaceOptions verifyingPayloads() {
    return new SpaceOptions(heapSize, limit, dataPoints, true);
  }

  /** The same, with other data points. */
  public SpaceOptions at(DataPointSelection points) {
    return new SpaceOptions(heapSize, limit, points, verifiesPayloads);
  }
}
