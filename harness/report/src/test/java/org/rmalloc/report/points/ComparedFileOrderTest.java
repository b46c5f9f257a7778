// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparedFileOrderTest {
  private static List<String> order(ComparedFileOrder order, String... names) {
    return order.of(Stream.of(names).map(Path::of).toList()).stream().map(Path::toString).toList();
  }

  @Test
  void aLocaleIgnoresPunctuationAtFirst() {
    assertEquals(
        List.of("d/rmalloc_compacting-k", "d/rmalloc_compacting_maxmem-k", "d/rmalloc-k"),
        order(
            ComparedFileOrder.LOCALE,
            "d/rmalloc-k",
            "d/rmalloc_compacting_maxmem-k",
            "d/rmalloc_compacting-k"));
  }

  @Test
  void bytesPutHyphensBeforeUnderscores() {
    assertEquals(
        List.of("rmalloc-k", "rmalloc_compacting-k", "rmalloc_compacting_maxmem-k"),
        order(
            ComparedFileOrder.BYTES,
            "rmalloc_compacting_maxmem-k",
            "rmalloc-k",
            "rmalloc_compacting-k"));
  }

  @Test
  void aLocaleThenLooksAtAccentsThenAtCaseThenAtTheRest() {
    assertEquals(
        List.of("1", "a", "A", "a_b", "ab", "äb", "b", "B"),
        order(ComparedFileOrder.LOCALE, "B", "äb", "b", "ab", "a_b", "A", "a", "1"));
  }

  @Test
  void bytesAreUnsigned() {
    assertEquals(List.of("a", "é"), order(ComparedFileOrder.BYTES, "é", "a"));
  }

  @Test
  void givenStaysAsGiven() {
    assertEquals(List.of("b", "a"), order(ComparedFileOrder.GIVEN, "b", "a"));
  }
}
