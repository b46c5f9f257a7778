// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.trace.UsageException;

/**
 * Which requests become rows of an alloc-stats file: all of them, or so many at even distances, and
 * the first, the last, the one at the peak and each that compacted.
 *
 * @param maximum how many at even distances, 1 or more; {@link Long#MAX_VALUE} means all requests
 */
public record DataPointSampling(long maximum) {
  /** Every request. */
  public static final DataPointSampling ALL = new DataPointSampling(Long.MAX_VALUE);

  /** What is taken where nothing else is asked for. */
  public static final DataPointSampling DEFAULT = new DataPointSampling(3_000);

  /** Checks the number. */
  public DataPointSampling {
    if (maximum < 1) {
      throw new UsageException(
          "found %d data points; expected all, or 1 or more".formatted(maximum));
    }
  }

  /**
   * Reads what users type: {@code all} or a number.
   *
   * @throws UsageException when it is neither
   */
  public static DataPointSampling parse(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    try {
      return new DataPointSampling(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new UsageException(
          "found '%s' data points; expected all, or 1 or more".formatted(text), e);
    }
  }

  /** As users type it. */
  public String text() {
    return this.equals(ALL) ? "all" : Long.toString(maximum);
  }

  /** A choice among {@code requests} requests, to be asked in ascending order. */
  Choice among(long requests, long peakRequest) {
    return new Choice(requests, peakRequest);
  }

  /** Says of one request after the other whether it is at an even distance, or a landmark. */
  final class Choice {
    private final long requests;
    private final long peakRequest;
    private final long points;
    private long point; // how many at even distances are passed
    private long due; // the op index of the next

    private Choice(long requests, long peakRequest) {
      this.requests = requests;
      this.peakRequest = peakRequest;
      points = Math.min(maximum, requests);
    }

    /** Whether request {@code index} is a data point. */
    boolean takes(long index) {
      boolean even = index == due;
      if (even) {
        point++;
        due = point * requests / points; // ⌊i·n/N⌋; both factors are below 2³¹
      }
      return even || index == peakRequest || index == requests - 1;
    }
  }
}
