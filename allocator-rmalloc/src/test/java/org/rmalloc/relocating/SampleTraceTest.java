// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.AllocatorProvider;

/** The smallest heap in which the sample trace of 2014 can be replayed, its N and F alone. */
final class SampleTraceTest {
  private static final long PEAK = 25_878;

  static List<Arguments> targets() {
    return List.of(
        Arguments.of(new RmallocProvider(), 2.50),
        Arguments.of(new RmallocCompactingProvider(), 1.09),
        Arguments.of(new RmallocCompactingMaxmemProvider(), 1.09));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void needsNoMoreThanTheOriginal(AllocatorProvider provider, double factor) throws IOException {
    List<Op> ops =
        ReferenceData.require().ops("sample/soffice.ops.gz").stream()
            .filter(op -> op.kind() == 'N' || op.kind() == 'F')
            .toList();
    assertEquals(228, ops.size());
    long capacity = PEAK;
    while (!new LockReplay(provider, capacity).run(ops)) {
      capacity += 8;
    }
    System.out.printf(
        "%s: %d bytes, %.4f x peak%n", provider.name(), capacity, capacity / (double) PEAK);
    assertTrue(capacity <= factor * PEAK, () -> "more than " + factor);
    assertFalse(new LockReplay(provider, PEAK + 100).run(ops));
  }
}
