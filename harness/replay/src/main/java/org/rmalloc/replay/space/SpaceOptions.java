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
 * @param watched whether to hold each call against the whole contract, O(heap) a call, and to free
 *     what is left at the end
 * @param restores whether a watched allocator must then have as large a request as at first
 */
public record SpaceOptions(
    long heapSize,
    CompactionLimit limit,
    DataPoints dataPoints,
    boolean verifiesPayloads,
    boolean watched,
    boolean restores) {

  /** Not watched. */
  public SpaceOptions(
      long heapSize, CompactionLimit limit, DataPoints dataPoints, boolean verifiesPayloads) {
    this(heapSize, limit, dataPoints, verifiesPayloads, false, false);
  }

  /** With the default data points, and payloads left alone. */
  public SpaceOptions(long heapSize) {
    this(heapSize, CompactionLimit.NONE, DataPoints.DEFAULT, false);
  }

  /** The same, with payloads verified. */
  public SpaceOptions verifyingPayloads() {
    return new SpaceOptions(heapSize, limit, dataPoints, true, watched, restores);
  }

  /** The same, with payloads verified and each call held against the whole contract. */
  public SpaceOptions watching(boolean restoring) {
    return new SpaceOptions(heapSize, limit, dataPoints, true, true, restoring);
  }

  /** The same, with other data points. */
  public SpaceOptions at(DataPoints points) {
    return new SpaceOptions(heapSize, limit, points, verifiesPayloads, watched, restores);
  }
}
