// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.UsageException;

/** Which requests become rows. */
final class DataPointSamplingTest {

  @Test
  void atEvenDistancesAndTheFirstTheLastAndThePeak() {
    // ⌊i·10/3⌋ is 0, 3, 6; the peak is at 4, the last at 9
    assertEquals(List.of(0L, 3L, 4L, 6L, 9L), taken(new DataPointSampling(3), 10, 4));
  }

  @Test
  void oneAlone() {
    assertEquals(List.of(0L), taken(new DataPointSampling(1), 1, 0));
    assertEquals(List.of(0L, 1L), taken(new DataPointSampling(1), 2, 0));
  }

  @Test
  void allWhenThereAreNoMore() {
    List<Long> all = LongStream.range(0, 7).boxed().toList();
    assertEquals(all, taken(DataPointSampling.ALL, 7, 3));
    assertEquals(all, taken(new DataPointSampling(7), 7, 3));
    assertEquals(all, taken(DataPointSampling.DEFAULT, 7, 3));
  }

  @Test
  void theLongestTraceDoesNotOverflow() {
    DataPointSampling.Choice choice = new DataPointSampling(3_000).among(Integer.MAX_VALUE, 0);
    choice.takes(0);
    assertEquals(false, choice.takes(715_826));
    assertEquals(true, choice.takes(715_827)); // ⌊(2³¹ − 1)/3000⌋
  }

  @Test
  void asUsersTypeThem() {
    assertEquals(DataPointSampling.ALL, DataPointSampling.parse("all"));
    assertEquals(new DataPointSampling(12), DataPointSampling.parse("12"));
    assertEquals("all", DataPointSampling.ALL.text());
    assertEquals("12", new DataPointSampling(12).text());
    for (String bad : List.of("0", "-1", "many", "")) {
      assertThrows(UsageException.class, () -> DataPointSampling.parse(bad), bad);
    }
  }

  private static List<Long> taken(DataPointSampling points, long requests, long peak) {
    DataPointSampling.Choice choice = points.among(requests, peak);
    return LongStream.range(0, requests).filter(choice::takes).boxed().toList();
  }
}
