// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

class LifetimeHistogramTest {
  private static final int BINS = LifetimeHistogram.BINS;

  @Test
  void spansAreThoseOf2014() {
    List<String> spans =
        LifetimeHistogram.spans2014(Lifetimes.of(globalAnd())).stream()
            .map(histogram -> histogram.fromPercent() + "-" + histogram.toPercent())
            .toList();
    assertEquals(
        List.of("0.0-0.1", "0.01-2.0", "1.0-15.0", "75.0-100.0", "1.0-100.0", "0.0-100.0"), spans);
  }

  @Test
  void aLifetimeAtTheEdgeOfASpanIsInIt() {
    Lifetimes lifetimes = Lifetimes.of(globalAnd(1, 15, 75));
    assertEquals(bins(0, 1, BINS - 1, 1), LifetimeHistogram.over(lifetimes, 1, 15).counts());
    assertEquals(bins(0, 1, BINS - 1, 1), LifetimeHistogram.over(lifetimes, 75, 100).counts());
    assertEquals(4, LifetimeHistogram.over(lifetimes, 1, 100).blocks());
  }

  @Test
  void anEdgeBetweenBinsBelongsToTheUpperOne() {
    Lifetimes lifetimes = Lifetimes.of(globalAnd(4, 8, 28));
    assertEquals(
        bins(3, 1, 6, 1, 21, 1, BINS - 1, 1), LifetimeHistogram.over(lifetimes, 0, 100).counts());
  }

  @Test
  void aBlockNeverAccessedThatOutlivesAllAccessesIsAGlobal() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8); // its own counts as 1: (1 + 1) / 1
    builder.add(OpKind.NEW, 1, 0, 8);
    builder.add(OpKind.LOAD, 1, 0, 8);
    Lifetimes lifetimes = Lifetimes.of(builder.build(TraceProvenance.made("test")));
    assertEquals(bins(BINS - 1, 2), LifetimeHistogram.over(lifetimes, 0, 100).counts());
  }

  @Test
  void binsAgreeWithExactArithmetic() {
    for (int seed = 0; seed < 500; seed++) {
      Lifetimes lifetimes = Lifetimes.of(RandomTraces.access(seed, true));
      for (LifetimeHistogram histogram : LifetimeHistogram.spans2014(lifetimes)) {
        List<Long> expected = new ArrayList<>(Collections.nCopies(BINS, 0L));
        for (int bin = 0; bin < BINS; bin++) {
          expected.set(bin, countIn(histogram, bin, lifetimes));
        }
        assertEquals(expected, histogram.counts(), "seed " + seed);
      }
    }
  }

  /** By the definition of a bin; no division, so nothing is rounded. */
  private static long countIn(LifetimeHistogram histogram, int bin, Lifetimes lifetimes) {
    BigDecimal from = BigDecimal.valueOf(histogram.fromPercent());
    BigDecimal width = BigDecimal.valueOf(histogram.toPercent()).subtract(from);
    BigDecimal accesses = BigDecimal.valueOf(lifetimes.accessCount());
    long count = 0;
    for (int handle = 0; handle < lifetimes.handleCount(); handle++) {
      long span = lifetimes.ownAtLeastOne(handle) + lifetimes.other(handle);
      BigDecimal percents = BigDecimal.valueOf(100 * Math.min(span, lifetimes.accessCount()));
      // (percents / accesses − from) / width · BINS, compared with the bin's number
      BigDecimal place =
          percents.subtract(from.multiply(accesses)).multiply(BigDecimal.valueOf(BINS));
      BigDecimal unit = width.multiply(accesses);
      boolean above = place.compareTo(unit.multiply(BigDecimal.valueOf(bin))) >= 0;
      int toEnd = place.compareTo(unit.multiply(BigDecimal.valueOf(bin + 1)));
      count += above && (toEnd < 0 || (toEnd == 0 && bin == BINS - 1)) ? 1 : 0;
    }
    return lifetimes.accessCount() == 0 ? 0 : count;
  }

  /**
   * A trace of 100 accesses, all to a global, and blocks that live through one access fewer than
   * the given number of percents, since their own, which are 0, count as 1.
   */
  private static Trace globalAnd(int... percents) {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8);
    for (int i = 0; i < percents.length; i++) {
      builder.add(OpKind.NEW, i + 1, 0, 8);
    }
    for (int access = 0; access < 100; access++) {
      for (int i = 0; i < percents.length; i++) {
        if (percents[i] == access + 1) {
          builder.add(OpKind.FREE, i + 1, 0, 0);
        }
      }
      builder.add(OpKind.LOAD, 0, 0, 8);
    }
    return builder.build(TraceProvenance.made("test"));
  }

  /** Counts by bin, from pairs of a bin and its count. */
  private static List<Long> bins(int... pairs) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(BINS, 0L));
    for (int i = 0; i < pairs.length; i += 2) {
      counts.set(pairs[i], (long) pairs[i + 1]);
    }
    return counts;
  }
}
