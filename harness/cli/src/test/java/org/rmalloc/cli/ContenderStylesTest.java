// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.report.chart.SeriesStyle;

/** The styles of rmalloc's own contenders, which follow from their labels. */
final class ContenderStylesTest {
  @Test
  void theAllocatorsThatAreRankedDifferInColour() {
    List<String> names =
        Allocators.onClassPath().all().stream()
            .filter(provider -> !provider.name().startsWith("test-"))
            .filter(provider -> !provider.capabilities().contains(Capability.LOWER_BOUND))
            .map(AllocatorProvider::name)
            .toList();
    List<String> colors = names.stream().map(name -> SeriesStyle.of(name).css()).toList();
    assertEquals(names.size(), new HashSet<>(colors).size(), () -> names + " " + colors);
  }
}
