// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

/** How many events became what, and what was live. */
public final class RecordedEventCounts {
  private final long[] counts =
      new long[RecordedEventOutcome.values().length]; // by ordinal, in memory only
  private long liveBlocks;
  private long liveBytes;
  private long peakLiveBlocks;
  private long peakLiveBytes;

  RecordedEventCounts() {}

  RecordedEventCounts copy() {
    RecordedEventCounts copy = new RecordedEventCounts();
    System.arraycopy(counts, 0, copy.counts, 0, counts.length);
    copy.liveBlocks = liveBlocks;
    copy.liveBytes = liveBytes;
    copy.peakLiveBlocks = peakLiveBlocks;
    copy.peakLiveBytes = peakLiveBytes;
    return copy;
  }

  /** Events of a kind. */
  public long count(RecordedEventOutcome event) {
    return counts[index(event)];
  }

  /** Events that show the recording to be at odds with itself. */
  public long anomalyCount() {
    long sum = 0;
    for (RecordedEventOutcome event : RecordedEventOutcome.values()) {
      sum += event.isAnomaly() ? count(event) : 0;
    }
    return sum;
  }

  /** Events in all, but for frees unseen. */
  public long eventCount() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum
        - count(RecordedEventOutcome.ZERO_SIZE)
        - count(RecordedEventOutcome.IMPLICIT_FREE)
        - count(RecordedEventOutcome.DUPLICATE_NEW);
  }

  /** Blocks live now; at the end, those never freed. */
  public long liveBlocks() {
    return liveBlocks;
  }

  /** Bytes live now. */
  public long liveBytes() {
    return liveBytes;
  }

  /** The most blocks live at once. */
  public long peakLiveBlocks() {
    return peakLiveBlocks;
  }

  /** The most bytes live at once. */
  public long peakLiveBytes() {
    return peakLiveBytes;
  }

  void add(RecordedEventOutcome event) {
    counts[index(event)]++;
  }

  @SuppressWarnings("EnumOrdinal") // an array is several times faster than a map, and is not stored
  private static int index(RecordedEventOutcome event) {
    return event.ordinal();
  }

  void addLive(int blocks, long bytes) {
    liveBlocks += blocks;
    liveBytes += bytes;
    peakLiveBlocks = Math.max(peakLiveBlocks, liveBlocks);
    peakLiveBytes = Math.max(peakLiveBytes, liveBytes);
  }
}
