// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.PlainHeap;

/** The peak footprint in a large heap is the smallest heap that will do, to the alignment unit. */
final class CapacityTest {

  static List<AllocatorProvider> providers() {
    return List.of(new FirstFitProvider(), new NextFitProvider(), new BestFitProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void thePeakFootprintIsTheSmallestHeap(AllocatorProvider provider) {
    for (int seed = 0; seed < 40; seed++) {
      long peak = peakFootprint(provider.create(new PlainHeap(1 << 20)), seed);
      assertTrue(peak > 64);
      assertEquals(peak, peakFootprint(provider.create(new PlainHeap(peak)), seed), "at the peak");
      assertEquals(-1, peakFootprint(provider.create(new PlainHeap(peak - 8)), seed), "8 below");
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aBlockAtTheBreakGrowsThereOrNotAtAll(AllocatorProvider provider) {
    Allocator allocator = provider.create(new PlainHeap(180));
    long below = allocator.malloc(100);
    long middle = allocator.malloc(20);
    long last = allocator.malloc(20);
    allocator.free(below);
    assertEquals(ReallocOutcome.FAILED, allocator.realloc(last, 60), "16 bytes of room, 40 needed");
    assertEquals(ReallocOutcome.IN_PLACE, allocator.realloc(last, 36));
    assertEquals(ReallocOutcome.COPIED, allocator.realloc(middle, 60), "there is room below");
  }

  @Test
  void tagsBesideTheHeapRefuseAHeapTheyCannotDescribe() {
    FirstFitProvider provider = new FirstFitProvider();
    OptionValues options =
        OptionValues.parse(provider.options(), Map.of("align", "1", "header", "0"));
    PlainHeap heap = new PlainHeap(1 << 28);
    Exception refusal =
        assertThrows(
            HeapTooLargeException.class,
            () -> provider.create(heap, options, PlacementListener.NONE));
    assertEquals(
        "heap of 268435456 bytes: too large, at most 134217726 can be managed"
            + " with boundary tags outside the heap, 16 bytes of tags for each 1 of heap",
        refusal.getMessage());
  }

  @Test
  void tagsBesideTheHeapAreReportedAndTakeNoneOfIt() {
    FirstFitProvider provider = new FirstFitProvider();
    OptionValues options =
        OptionValues.parse(provider.options(), Map.of("align", "1", "header", "0"));
    Allocator allocator = provider.create(new PlainHeap(1000), options, PlacementListener.NONE);
    assertEquals(16 * 1001 + 12 * 8, allocator.rootBytes(), "tags, and an index of 8 pages");
    assertEquals(1000, allocator.largestFree());
    allocator.malloc(7);
    assertEquals(7, allocator.footprint());
  }

  /** Of a random trace with resizes, or −1 if it does not finish. */
  private static long peakFootprint(Allocator allocator, int seed) {
    Random random = new Random(seed);
    List<Long> live = new ArrayList<>();
    long peak = 0;
    for (int op = 0; op < 1000; op++) {
      int roll = random.nextInt(100);
      int size = 1 + random.nextInt(200);
      if (live.isEmpty() || roll < 50) {
        long handle = allocator.malloc(size);
        if (handle == 0) {
          return -1;
        }
        live.add(handle);
      } else if (roll < 88) {
        allocator.free(live.remove(random.nextInt(live.size())));
      } else if (allocator.realloc(live.get(random.nextInt(live.size())), size)
          == ReallocOutcome.FAILED) {
        return -1;
      }
      peak = Math.max(peak, allocator.footprint());
    }
    return peak;
  }
}
