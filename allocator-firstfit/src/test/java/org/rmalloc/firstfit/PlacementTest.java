// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.firstfit.SequentialFitModel.Policy;
import org.rmalloc.heap.PlainHeap;

/**
 * Every policy, order and search, with tags inline and beside the heap, places each block of random
 * traces where {@link SequentialFitModel} does; so list and tree place alike, too.
 */
final class PlacementTest {
  private static final int OPS = 1500;

  /** A policy with its options. */
  record Variant(
      Policy policy, FreeListOrder order, ListOrTreeSearch search, int align, int header) {

    private SequentialFitProvider provider() {
      return switch (policy) {
        case FIRST -> new FirstFitProvider();
        case NEXT -> new NextFitProvider();
        case BEST -> new BestFitProvider();
      };
    }

    private boolean isInline() {
      return align >= 4 && header >= 4;
    }

    Allocator create(int capacity) {
      SequentialFitProvider provider = provider();
      Map<String, String> options =
          Map.of(
              "order", order.name().toLowerCase(Locale.ROOT),
              "search", search.name().toLowerCase(Locale.ROOT),
              "align", Integer.toString(align),
              "header", Integer.toString(header));
      return provider.create(
          new PlainHeap(capacity),
          OptionValues.parse(provider.options(), options),
          PlacementListener.NONE);
    }

    SequentialFitModel model(int capacity) {
      int minBytes = Math.ceilDiv(Math.max(isInline() ? 16 : 1, header), align) * align;
      int roots = isInline() ? 12 : 0;
      int start = Math.ceilDiv(roots + header, align) * align - header;
      return new SequentialFitModel(policy, order, align, header, minBytes, start, capacity);
    }
  }

  static Stream<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    int[][] layouts = {{8, 4}, {4, 4}, {16, 8}, {8, 7}, {1, 0}, {2, 4}};
    for (Policy policy : Policy.values()) {
      for (FreeListOrder order : FreeListOrder.values()) {
        for (ListOrTreeSearch search : ListOrTreeSearch.values()) {
          for (int[] layout : layouts) {
            variants.add(new Variant(policy, order, search, layout[0], layout[1]));
          }
        }
      }
    }
    return variants.stream();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void placesEachBlockWhereTheModelDoes(Variant variant) {
    IntStream.range(0, 3).forEach(seed -> compare(variant, 2000 << (2 * seed), seed));
  }

  private static void compare(Variant variant, int capacity, int seed) {
    Allocator allocator = variant.create(capacity);
    SequentialFitModel model = variant.model(capacity);
    Random random = new Random(seed);
    List<Long> live = new ArrayList<>();
    int failures = 0;
    for (int op = 0; op < OPS; op++) {
      int roll = random.nextInt(100);
      if (live.isEmpty() || roll < 48) {
        failures += malloc(allocator, model, live, size(random)) ? 0 : 1;
      } else if (roll < 88) {
        long handle = live.remove(random.nextInt(live.size()));
        model.free((int) allocator.weakLock(handle));
        allocator.free(handle);
      } else {
        realloc(allocator, model, live.get(random.nextInt(live.size())), size(random));
      }
      assertEquals(model.footprint(), allocator.footprint(), "footprint");
      assertEquals(model.largestFree(), allocator.largestFree(), "largest free");
    }
    assertTrue(failures > 0 || capacity > 2000, "the smallest heap was never exhausted");
  }

  private static boolean malloc(
      Allocator allocator, SequentialFitModel model, List<Long> live, int size) {
    int address = model.malloc(size);
    long handle = allocator.malloc(size);
    assertEquals(address >= 0, handle != 0, "malloc succeeded");
    if (handle != 0) {
      assertEquals(address, allocator.weakLock(handle));
      live.add(handle);
    }
    return handle != 0;
  }

  private static void realloc(
      Allocator allocator, SequentialFitModel model, long handle, int size) {
    int before = (int) allocator.weakLock(handle);
    int address = model.realloc(before, size);
    ReallocOutcome outcome = allocator.realloc(handle, size);
    assertEquals(address >= 0, outcome != ReallocOutcome.FAILED, "realloc succeeded");
    assertEquals(address >= 0 ? address : before, allocator.weakLock(handle));
  }

  /** Few sizes, many small, so that fits tie and remainders are too small to be blocks. */
  private static int size(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(12);
      case 1 -> 24;
      case 2 -> random.nextInt(60);
      default -> random.nextInt(300);
    };
  }
}
