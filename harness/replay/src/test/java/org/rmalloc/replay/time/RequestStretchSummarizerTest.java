// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.replay.result.RequestStretchTimes;

/** Stretches against their definition, by counting. */
class RequestStretchSummarizerTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 5, 5", "48, 48, 48", "1000, 1000, 48", "1000, 130, 7", "100000, 1, 1"})
  void stretchesHoldAllRequestsAndTheirQuantiles(int requests, int met, int stretchCount) {
    int[] nanos = new SplittableRandom(requests + met).ints(met, 0, 50).toArray();
    int oomRequest = met / 2;
    MedianRequestTimes times =
        new MedianRequestTimes(nanos, new int[] {oomRequest}, new long[] {9_000_000_000L});
    List<RequestStretchTimes> stretches = RequestStretchSummarizer.of(times, requests);
    assertEquals(stretchCount, stretches.size());
    long next = 0;
    for (RequestStretchTimes stretch : stretches) {
      assertEquals(next, stretch.from());
      long[] own =
          LongStream.range(stretch.from(), stretch.to())
              .map(i -> nanos[(int) i] + (i == oomRequest ? 9_000_000_000L : 0))
              .toArray();
      assertEquals(smallestThatHolds(own, 0.1), stretch.p10());
      assertEquals(smallestThatHolds(own, 0.5), stretch.p50());
      assertEquals(smallestThatHolds(own, 0.9), stretch.p90());
      assertEquals(Arrays.stream(own).max().getAsLong(), stretch.maximum());
      next = stretch.to();
    }
    assertEquals(met, next);
  }

  private static long smallestThatHolds(long[] values, double share) {
    return Arrays.stream(values)
        .filter(
            v -> Arrays.stream(values).filter(w -> w <= v).count() >= share * values.length - 1e-9)
        .min()
        .getAsLong();
  }
}
