// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.LoadStoreCountingHeap;

final class OptimalAllocatorTest {
  private final LoadStoreCountingHeap heap = new LoadStoreCountingHeap(64);
  private final Allocator optimal = new OptimalProvider().create(heap);

  @Test
  void holdsExactlyAsManyBytesAsTheHeapHas() {
    assertNotEquals(0, optimal.malloc(60));
    assertEquals(0, optimal.malloc(5));
    assertNotEquals(0, optimal.malloc(4));
    assertEquals(0, optimal.largestFree());
    assertNotEquals(0, optimal.malloc(0));
  }

  @Test
  void bytesFreedAnywhereServeOneRequest() {
    long[] blocks = new long[8];
    Arrays.setAll(blocks, i -> optimal.malloc(8));
    for (int i = 0; i < blocks.length; i += 2) {
      optimal.free(blocks[i]);
    }
    assertNotEquals(0, optimal.malloc(32));
  }

  @Test
  void aResizeTakesTheDifferenceAlone() {
    long block = optimal.malloc(40);
    assertEquals(ReallocOutcome.IN_PLACE, optimal.realloc(block, 64));
    assertEquals(ReallocOutcome.FAILED, optimal.realloc(block, 65));
    assertEquals(64, optimal.footprint());
  }

  @Test
  void costsNothing() {
    long block = optimal.malloc(40);
    optimal.realloc(block, 20);
    optimal.lock(block);
    optimal.free(block);
    assertEquals(0, heap.cost());
  }

  @Test
  void isFoundAsAService() {
    assertTrue(
        ServiceLoader.load(AllocatorProvider.class).stream()
            .anyMatch(provider -> provider.type() == OptimalProvider.class));
  }
}
