// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many blocks have which macro lifetime, within a span of lifetimes.
 *
 * @param fromPercent where the span starts, in percent of the program's accesses
 * @param toPercent where it ends; a lifetime just there is in the last bin
 * @param counts blocks by bin, all bins equally wide
 */
public record LifetimeHistogram(double fromPercent, double toPercent, List<Long> counts) {
  /** As many bins as each span has. */
  public static final int BINS = 75;

  private static final long THOUSANDTHS = 1000;

  private static final double[][] SPANS_2014 = {
    {0, 0.1}, {0.01, 2}, {1, 15}, {75, 100}, {1, 100}, {0, 100}
  };

  /** Copies the counts. */
  public LifetimeHistogram {
    counts = List.copyOf(counts);
  }

  /** The histograms over the spans that the tool of 2014 draws. */
  public static List<LifetimeHistogram> spans2014(Lifetimes lifetimes) {
    List<LifetimeHistogram> histograms = new ArrayList<>();
    for (double[] span : SPANS_2014) {
      histograms.add(over(lifetimes, span[0], span[1]));
    }
    return histograms;
  }

  /**
   * The histogram over a span, given in whole thousandths of a percent. Exact for up to 10¹²
   * accesses: a lifetime on the edge between two bins is always in the upper one.
   */
  public static LifetimeHistogram over(Lifetimes lifetimes, double fromPercent, double toPercent) {
    Long[] counts = new Long[BINS];
    Arrays.fill(counts, 0L);
    long all = lifetimes.accessCount();
    long from = Math.round(THOUSANDTHS * fromPercent) * all;
    long width = Math.round(THOUSANDTHS * toPercent) * all - from;
    for (int handle = 0; all > 0 && handle < lifetimes.handleCount(); handle++) {
      long distance = 100 * THOUSANDTHS * span(lifetimes, handle) - from;
      if (distance >= 0 && distance <= width) {
        counts[(int) Math.min(BINS - 1, BINS * distance / width)]++;
      }
    }
    return new LifetimeHistogram(fromPercent, toPercent, List.of(counts));
  }

  /**
   * The accesses while a block lives. One that is never accessed and outlives all accesses has one
   * more than there are, since its own count as one: that is all of them.
   */
  private static long span(Lifetimes lifetimes, int handle) {
    long span = lifetimes.ownAtLeastOne(handle) + lifetimes.other(handle);
    return Math.min(span, lifetimes.accessCount());
  }

  /** Blocks in the span. */
  public long blocks() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
