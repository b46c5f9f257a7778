// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.rmalloc.trace.random.SplitMix64;

/** A checksum depends on every value and on their order. */
final class HandleAndAddressChecksumTest {
  private static final int LENGTH = 1_000;

  @Test
  void exchangingAnyTwoValuesChangesTheSum() {
    SplitMix64 random = new SplitMix64(1);
    for (int trial = 0; trial < 10_000; trial++) {
      long[] values = handles(random);
      int first = (int) random.below(LENGTH);
      int second = distinct(values, first, random);
      long before = sum(values);
      exchange(values, first, second);
      assertNotEquals(before, sum(values), "at %d and %d".formatted(first, second));
      exchange(values, first, second);
      assertEquals(before, sum(values));
    }
  }

  @Test
  void exchangingValuesAnyDistanceApartChangesTheSum() {
    SplitMix64 random = new SplitMix64(2);
    for (int distance = 1; distance < LENGTH; distance++) {
      long[] values = new long[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        values[i] = i + 1L;
      }
      long before = sum(values);
      int first = (int) random.below(LENGTH - distance);
      exchange(values, first, first + distance);
      assertNotEquals(before, sum(values), "distance " + distance);
    }
  }

  /** As allocators give them out: small, and used again. */
  private static long[] handles(SplitMix64 random) {
    long[] values = new long[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = 1 + random.below(200);
    }
    return values;
  }

  private static int distinct(long[] values, int first, SplitMix64 random) {
    int second;
    do {
      second = (int) random.below(LENGTH);
    } while (values[second] == values[first]);
    return second;
  }

  private static void exchange(long[] values, int first, int second) {
    long kept = values[first];
    values[first] = values[second];
    values[second] = kept;
  }

  private static long sum(long[] values) {
    long sum = HandleAndAddressChecksum.START;
    for (long value : values) {
      sum = HandleAndAddressChecksum.mix(sum, value);
    }
    return sum;
  }
}
