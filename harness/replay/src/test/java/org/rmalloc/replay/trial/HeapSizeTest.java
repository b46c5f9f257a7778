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
    assertTrue(message.endsWith("a heap has 64 to 2147483632"), message);
  }

  @Test
  void aFactorTooLargeForThePeakIsRefused() {
    HeapSize thrice = HeapSize.parse("3x");
    assertThrows(UsageException.class, () -> thrice.bytes(1L << 30, () -> 0));
    assertEquals("3x", thrice.text());
    assertEquals("1.5x", HeapSize.parse("1.50x").text());
  }
}
