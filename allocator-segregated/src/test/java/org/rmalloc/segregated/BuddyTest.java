// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.heap.PlainHeap;

/** Binary buddies: their words, byte by byte, and their placements against a model. */
final class BuddyTest {

  @Test
  void wordsAreWhereTheDiagramSays() {
    Heap heap = new PlainHeap(4096);
    Allocator allocator = new BuddyProvider().create(heap);
    long first = allocator.malloc(28);
    allocator.malloc(12);
    long third = allocator.malloc(28);
    allocator.malloc(0);
    assertEquals(8, allocator.weakLock(first));
    assertEquals(5 << 1 | 1, heap.getInt(4), "order 5, used");
    assertEquals(4 << 1 | 1, heap.getInt(4 + 32), "order 4, used");
    assertEquals(5 << 1 | 1, heap.getInt(4 + 64), "order 5, behind a skipped block of order 4");
    assertEquals(4 + 96, allocator.footprint(), "the last one got the skipped block");
    long fifth = allocator.malloc(12);
    allocator.free(first);
    allocator.free(third);
    assertEquals(5 << 1, heap.getInt(4), "order 5, free");
    assertEquals(5 << 1, heap.getInt(4 + 64), "order 5, free");
    assertEquals(4, heap.getInt(4 + 64 + 4), "next");
    assertEquals(0, heap.getInt(4 + 64 + 8), "previous");
    assertEquals(0, heap.getInt(4 + 4), "next");
    assertEquals(4 + 64, heap.getInt(4 + 8), "previous");
    assertEquals(108, allocator.rootBytes());
    allocator.free(fifth);
    assertEquals(4 + 64, allocator.footprint(), "free blocks at the break lower it");
  }

  @Test
  void placesEachBlockWhereTheModelDoes() {
    for (int seed = 0; seed < 8; seed++) {
      int capacity = 3000 + 1777 * seed;
      new Model(capacity)
          .compare(new BuddyProvider().create(new PlainHeap(capacity)), 3000, 600, seed);
    }
  }

  @Test
  void anOperationCostsAtMostSoManyAccessesForEachOrder() {
    LoadStoreCountingHeap heap = new LoadStoreCountingHeap(1 << 20);
    Allocator allocator = new BuddyProvider().create(heap);
    long large = allocator.malloc((1 << 19) - 4);
    allocator.malloc(0);
    allocator.free(large);
    long before = heap.cost();
    long small = allocator.malloc(0);
    // 16 bytes are behind the large block, so the small one halves nothing less than all of it.
    assertEquals(16 + 1 + 3 + 15 * 5 + 1, heap.cost() - before, "accesses of a malloc");
    before = heap.cost();
    allocator.free(small);
    assertEquals(1 + 15 * (1 + 3) + 1 + 5, heap.cost() - before, "accesses of a free");
  }

  /** Knuth's algorithms over maps and queues, with the break of {@link BuddyAllocator}. */
  private static final class Model implements PlacementModel {
    private static final int ORDERS = 31;

    private final int limit;
    private final Map<Integer, Integer> used = new HashMap<>(); // order by place
    private final TreeMap<Integer, Integer> free = new TreeMap<>(); // order by place
    private final Deque<Integer>[] lists = newLists();
    private int breakAt;

    Model(int capacity) {
      limit = capacity - 4;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private static Deque<Integer>[] newLists() {
      Deque<Integer>[] lists = new Deque[ORDERS];
      for (int order = 0; order < ORDERS; order++) {
        lists[order] = new ArrayDeque<>();
      }
      return lists;
    }

    @Override
    public int footprint() {
      return 4 + breakAt;
    }

    @Override
    public int malloc(int request) {
      int order = 4;
      while ((1 << order) < request + 4) {
        order++;
      }
      int found = order;
      while (found < ORDERS && lists[found].isEmpty()) {
        found++;
      }
      return found < ORDERS ? split(found, order) : raise(order);
    }

    private int split(int found, int order) {
      int place = lists[found].peek();
      remove(place);
      for (int half = found - 1; half >= order; half--) {
        add(place + (1 << half), half);
      }
      used.put(place, order);
      return place + 8;
    }

    private int raise(int order) {
      int place = Math.ceilDiv(breakAt, 1 << order) << order;
      if (place + (1 << order) > limit) {
        return -1;
      }
      for (int gap = breakAt; gap < place; gap += Integer.lowestOneBit(gap)) {
        add(gap, Integer.numberOfTrailingZeros(gap));
      }
      breakAt = place + (1 << order);
      used.put(place, order);
      return place + 8;
    }

    @Override
    public void free(int address) {
      int place = address - 8;
      int order = used.remove(place);
      if (place + (1 << order) == breakAt) {
        breakAt = place;
        lowerBreak();
        return;
      }
      int buddy = place ^ (1 << order);
      while (free.getOrDefault(buddy, -1) == order) {
        remove(buddy);
        place = Math.min(place, buddy);
        order++;
        buddy = place ^ (1 << order);
      }
      add(place, order);
    }

    private void lowerBreak() {
      while (!free.isEmpty() && free.lastKey() + (1 << free.lastEntry().getValue()) == breakAt) {
        breakAt = free.lastKey();
        remove(breakAt);
      }
    }

    private void add(int place, int order) {
      free.put(place, order);
      lists[order].push(place);
    }

    private void remove(int place) {
      lists[free.remove(place)].remove(place);
    }
  }
}
