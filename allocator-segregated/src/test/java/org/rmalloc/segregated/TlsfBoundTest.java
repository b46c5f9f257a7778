// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.heap.LoadStoreCountingHeap;

/**
 * The worst case of TLSF is a constant, reached and never exceeded, in heaps of any size and with
 * any number of free blocks: every malloc costs at most {@link #MOST_OF_MALLOC} loads and stores,
 * every free {@link #MOST_OF_FREE}.
 */
final class TlsfBoundTest {
  /**
   * A malloc's search looks at three words of bits; the block leaves its list as the last one there
   * (7), its word is read and written, and the rest, which has that before it, enters an empty list
   * (11).
   */
  private static final int MOST_OF_MALLOC = 3 + 7 + 2 + 11;

  /**
   * A free reads three words, takes both neighbours out of lists that they leave empty (7 each),
   * and the whole enters an empty one (10), with the block before read too.
   */
  private static final int MOST_OF_FREE = 4 + 7 + 7 + 10;

  @ParameterizedTest
  @ValueSource(ints = {16 << 10, 256 << 10, 4 << 20})
  void everyOperationCostsAtMostAConstant(int capacity) {
    LoadStoreCountingHeap heap = new LoadStoreCountingHeap(capacity);
    Allocator allocator = new TlsfProvider().create(heap);
    Worst worst = new Worst(heap, allocator);
    for (int seed = 0; seed < 3; seed++) {
      worst.fragment(seed, 16 << (3 * seed));
    }
    assertEquals(MOST_OF_MALLOC, worst.ofMalloc, "malloc");
    assertEquals(MOST_OF_FREE, worst.ofFree, "free");
  }

  /** Makes traffic, and keeps the highest costs. */
  private static final class Worst {
    private final LoadStoreCountingHeap heap;
    private final Allocator allocator;
    private long ofMalloc;
    private long ofFree;

    Worst(LoadStoreCountingHeap heap, Allocator allocator) {
      this.heap = heap;
      this.allocator = allocator;
    }

    /** Fills the heap, frees every other block, churns with sizes of all magnitudes, empties it. */
    void fragment(int seed, int mostBytes) {
      Random random = new Random(seed);
      List<Long> live = new ArrayList<>();
      while (malloc(live, 1 + random.nextInt(mostBytes))) {}
      for (int i = live.size() - 1; i >= 0; i -= 2) {
        free(live, i);
      }
      for (int op = 0; op < 20_000; op++) {
        if (live.isEmpty() || random.nextInt(5) < 2) {
          malloc(live, (int) Math.pow(heap.capacity() / 8.0, random.nextDouble()));
        } else if (live.size() > 8) {
          free(live, random.nextInt(live.size()));
        }
      }
      Collections.shuffle(live, random);
      while (!live.isEmpty()) {
        free(live, live.size() - 1);
      }
    }

    private boolean malloc(List<Long> live, int size) {
      long before = heap.cost();
      long handle = allocator.malloc(size);
      ofMalloc = Math.max(ofMalloc, heap.cost() - before);
      return handle != 0 && live.add(handle);
    }

    private void free(List<Long> live, int at) {
      Collections.swap(live, at, live.size() - 1);
      long before = heap.cost();
      allocator.free(live.removeLast());
      ofFree = Math.max(ofFree, heap.cost() - before);
    }
  }
}
