// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** Tree bins do what a sorted map of queues does. */
final class TreeBinsTest {
  private static final int SLOT_BYTES = 32; // of heap, whatever the block's size says

  private final SplittableRandom random = new SplittableRandom(42);
  private final Heap heap = new PlainHeap(1 << 20);
  private final TreeBins bins = new TreeBins(heap, heap.newRegion(TreeBins.ROOT_BYTES));
  private final TreeMap<Integer, Deque<Integer>> model = new TreeMap<>();
  private final List<Integer> binned = new ArrayList<>();
  private final ArrayDeque<Integer> vacant = new ArrayDeque<>();

  @Test
  void bestFitIsTheOldestBlockOfTheSmallestSizeThatFits() {
    for (int slot = 0; slot < 3000; slot++) {
      vacant.add(4 + slot * SLOT_BYTES);
    }
    for (int op = 0; op < 200_000; op++) {
      boolean inserts = binned.isEmpty() || random.nextInt(3000) >= binned.size();
      if (inserts && !vacant.isEmpty()) {
        insert(vacant.remove(), drawSize());
      } else {
        remove(binned.get(random.nextInt(binned.size())));
      }
      check(drawSize());
    }
  }

  private void insert(int block, int size) {
    heap.putInt(block, size | 1);
    bins.insert(heap, block, size);
    model.computeIfAbsent(size, _ -> new ArrayDeque<>()).add(block);
    binned.add(block);
  }

  private void remove(int block) {
    int size = heap.getInt(block) & ~7;
    bins.remove(heap, block, size);
    Deque<Integer> queue = model.get(size);
    queue.remove(block);
    if (queue.isEmpty()) {
      model.remove(size);
    }
    binned.remove((Integer) block);
    vacant.add(block);
  }

  private void check(int size) {
    assertEquals(model.isEmpty(), bins.isEmpty());
    assertEquals(model.isEmpty() ? 0 : model.lastKey(), bins.largestBytes());
    var fit = model.ceilingEntry(size);
    assertEquals(fit == null ? 0 : fit.getValue().peek(), bins.bestFit(heap, size));
    if (!model.isEmpty()) {
      assertEquals(model.firstEntry().getValue().peek(), bins.smallest(heap));
    }
  }

  /** Close sizes, so that rings form, and sizes of all bins up to the last. */
  private int drawSize() {
    int octave = random.nextInt(5) == 0 ? random.nextInt(8, 31) : 10;
    return (1 << octave) + (random.nextInt(1 << octave) & (octave == 10 ? 0x3f8 : -8));
  }
}
