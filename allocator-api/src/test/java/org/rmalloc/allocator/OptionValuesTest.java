// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OptionValuesTest {
  private enum Order {
    BY_ADDRESS,
    LIFO
  }

  private static final AllocatorOption<Order> ORDER =
      AllocatorOption.choice("order", "how the free list is kept", Order.LIFO);
  private static final AllocatorOption<Integer> STEP =
      AllocatorOption.integer("step", "bytes by which it grows", 64, 8, 4096);
  private static final AllocatorOption<Boolean> EAGER =
      AllocatorOption.flag("eager", "whether it coalesces at once", true);
  private static final List<AllocatorOption<?>> OPTIONS = List.of(ORDER, STEP, EAGER);

  @Test
  void whatIsNotGivenHasItsDefault() {
    OptionValues values = OptionValues.parse(OPTIONS, Map.of("step", "8"));
    assertEquals(8, values.get(STEP));
    assertEquals(Order.LIFO, values.get(ORDER));
    assertTrue(values.get(EAGER));
  }

  @Test
  void valuesAreShownAsTheyAreTyped() {
    Map<String, String> given = Map.of("order", "by-address", "eager", "false");
    OptionValues values = OptionValues.parse(OPTIONS, given);
    assertEquals("{order=by-address, step=64, eager=false}", values.asText().toString());
    assertEquals(values.asText(), OptionValues.parse(OPTIONS, values.asText()).asText());
    assertEquals(
        Map.of("order", "lifo", "step", "64", "eager", "true"),
        OptionValues.defaults(OPTIONS).asText());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    requireRefused(
        Map.of("oder", "lifo"),
        "unknown option 'oder'; the allocator's options are order, step, eager");
    InvalidOptionException refusal =
        assertThrows(
            InvalidOptionException.class,
            () -> OptionValues.parse(List.of(), Map.of("oder", "lifo")));
    assertEquals("unknown option 'oder'; this allocator has no options", refusal.getMessage());
  }

  @Test
  void aValueOutsideItsDomainIsRefusedWithTheDomain() {
    requireRefused(
        Map.of("order", "fifo"), "option order: found 'fifo', expected by-address, lifo");
    requireRefused(Map.of("step", "7"), "option step: found '7', expected 8 to 4096");
    requireRefused(Map.of("step", "4097"), "option step: found '4097', expected 8 to 4096");
    requireRefused(Map.of("step", "8k"), "option step: found '8k', expected 8 to 4096");
    requireRefused(Map.of("eager", "yes"), "option eager: found 'yes', expected true, false");
  }

  @Test
  void theEndsOfADomainBelongToIt() {
    assertEquals(8, OptionValues.parse(OPTIONS, Map.of("step", "8")).get(STEP));
    assertEquals(4096, OptionValues.parse(OPTIONS, Map.of("step", "4096")).get(STEP));
  }

  @Test
  void anOptionOfAnotherAllocatorIsRefused() {
    OptionValues values = OptionValues.defaults(List.of(ORDER));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> values.get(STEP));
    assertEquals("this allocator has no such option: step", refusal.getMessage());
  }

  private static void requireRefused(Map<String, String> given, String message) {
    InvalidOptionException refusal =
        assertThrows(InvalidOptionException.class, () -> OptionValues.parse(OPTIONS, given));
    assertEquals(message, refusal.getMessage());
  }
}
