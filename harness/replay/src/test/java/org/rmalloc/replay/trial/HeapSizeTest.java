// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.UsageException;

/** The heaps that users ask for. */
final class HeapSizeTest {

  @ParameterizedTest
  @CsvSource({
    "270416, 270416",
    "64KiB, 65536",
    "3MiB, 3145728",
    "1GiB, 1073741824",
    "64, 64",
    "2147483632, 2147483632",
    "1x, 1001",
    "1.5x, 1502",
    "1.0001x, 1002",
    "0.01x, 64",
    "min, 4711"
  })
  void bytes(String text, long expected) {
    assertEquals(expected, HeapSize.parse(text).bytes(1001, () -> 4711));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1,5x", "-1", "1.5", "64kb", "64 KiB", "1e3", "minimum", "١٢٣"})
  void whatIsNoSizeIsRefused(String text) {
    String message = assertThrows(UsageException.class, () -> HeapSize.parse(text)).getMessage();
    assertEquals(
        "heap '%s': expected bytes (270416, 64KiB, 1MiB), a factor of the peak (1.5x), or min"
            .formatted(text),
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"63", "0", "2147483633", "2GiB", "999999999999999999"})
  void whatNoHeapCanBeIsRefused(String text) {
    String message = assertThrows(UsageException.class, () -> HeapSize.parse(text)).getMessage();
    assertTrue(message.contains("; a heap has 64 to 2147483632"), message);
  }

  @Test
  void aFactorTooLargeForThePeakIsRefused() {
    HeapSize thrice = HeapSize.parse("3x");
    assertThrows(UsageException.class, () -> thrice.bytes(1L << 30, () -> 0));
    assertEquals("3x", thrice.text());
    assertEquals("1.5x", HeapSize.parse("1.50x").text());
  }

  @Test
  void aHeapTooLargeIsSaidToBeOurLimitWithAWayOut() {
    HeapSize twice = HeapSize.parse("2x");
    assertEquals(
        "heap 2x: 4000000000 bytes; a heap has 64 to 2147483632, which is rmalloc's own limit:"
            + " take a smaller heap, --heap min, or malloc libraries (-a native)",
        assertThrows(UsageException.class, () -> twice.bytes(2_000_000_000, () -> 0)).getMessage());
    String beyond =
        "the peak of live bytes is 3000000000; a heap has at most 2147483632, which is rmalloc's"
            + " own limit: replay the recording against malloc libraries (-a native)";
    for (String heap : new String[] {"2x", "min"}) {
      HeapSize size = HeapSize.parse(heap);
      UsageException refusal =
          assertThrows(UsageException.class, () -> size.bytes(3_000_000_000L, () -> 0));
      assertEquals(beyond, refusal.getMessage());
    }
    assertEquals(4096, HeapSize.parse("4KiB").bytes(3_000_000_000L, () -> 0));
  }

  @Test
  void aDefaultHeapIsNoLargerThanTheLargest() {
    HeapSize twice = HeapSize.parse("2x");
    assertEquals(twice, twice.atMostLargest(1_073_741_816));
    assertEquals(new HeapSize.Bytes(2_147_483_632), twice.atMostLargest(1_073_741_817));
    assertEquals(twice, twice.atMostLargest(3_000_000_000L));
    assertEquals(new HeapSize.Minimum(), new HeapSize.Minimum().atMostLargest(2_000_000_000));
  }
}
