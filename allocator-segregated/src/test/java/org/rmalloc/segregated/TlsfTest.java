// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** TLSF: its words, byte by byte, its classes, and its placements against a model. */
final class TlsfTest {

  @Test
  void wordsAreWhereTheDiagramSays() {
    Heap heap = new PlainHeap(1024);
    Allocator allocator = create(heap, 4, "heap");
    int levels = 7; // 16 to 1,024
    int blocks = 4 + 4 * levels + 4 * levels * 16;
    assertEquals(480, blocks);
    long first = allocator.malloc(20);
    allocator.malloc(0);
    assertEquals(blocks + 8, allocator.weakLock(first));
    assertEquals(-1, heap.getInt(blocks), "no block before");
    assertEquals(32, heap.getInt(blocks + 4), "size, used");
    assertEquals(blocks, heap.getInt(blocks + 32), "the block before");
    assertEquals(16, heap.getInt(blocks + 36), "size, used");
    assertEquals(496 | 2 | 1, heap.getInt(blocks + 52), "size, last, free");
    allocator.free(first);
    assertEquals(32 | 1, heap.getInt(blocks + 4), "size, free");
    assertEquals(-1, heap.getInt(blocks + 8), "next");
    assertEquals(-1, heap.getInt(blocks + 12), "previous");
    assertEquals(1 << 4 | 1 << 1, heap.getInt(0), "levels of 496 and of 32");
    assertEquals(1, heap.getInt(4 + 4), "list 0 of level 1");
    assertEquals(1 << 15, heap.getInt(4 + 4 * 4), "list 15 of level 4");
    assertEquals(blocks, heap.getInt(4 + 4 * levels + 4 * 16), "first in list 0 of level 1");
  }

  @Test
  void classesAreThoseOfThePaper() {
    TlsfSizeClasses classes = new TlsfSizeClasses(4);
    assertEquals((8 - 4) << 4 | 12, classes.listOf(460), "the paper's example: f = 8, s = 12");
    assertEquals((8 - 4) << 4 | 13, classes.listFor(460), "all of 464 and more");
    assertEquals(448, classes.minSizeIn((8 - 4) << 4 | 12));
    assertEquals(classes.listOf(464), classes.listFor(464), "a list starts with its smallest size");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void everyListStartsWhereTheOneBelowEnds(int log2Lists) {
    TlsfSizeClasses classes = new TlsfSizeClasses(log2Lists);
    for (int size = 16; size < 5000; size += 8) {
      int list = classes.listOf(size);
      assertTrue(classes.minSizeIn(list) <= size && list <= classes.listOf(size + 8));
      int searched = classes.listFor(size);
      assertTrue(classes.minSizeIn(searched) >= size, "every block of the list will do");
      assertTrue(searched == 0 || classes.minSizeIn(searched - 1) < size, "and of none below");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void placesEachBlockWhereTheModelDoes(int log2Lists) {
    for (int seed = 0; seed < 5; seed++) {
      int capacity = 6000 + 2222 * seed;
      Allocator allocator = create(new PlainHeap(capacity), log2Lists, "beside");
      new Model(capacity, log2Lists).compare(allocator, 3000, 700, seed);
    }
  }

  private static Allocator create(Heap heap, int log2Lists, String roots) {
    TlsfProvider provider = new TlsfProvider();
    Map<String, String> given = Map.of("log2-lists", Integer.toString(log2Lists), "roots", roots);
    return provider.create(
        heap, OptionValues.parse(provider.options(), given), PlacementListener.NONE);
  }

  /** Good fit over maps and queues; class bounds by counting up. */
  private static final class Model implements PlacementModel {
    private final int capacity;
    private final int end;
    private final int log2Lists;
    private final Map<Integer, Integer> used = new HashMap<>(); // size by place
    private final TreeMap<Integer, Integer> free = new TreeMap<>(); // size by place
    private final TreeMap<Integer, Deque<Integer>> lists = new TreeMap<>(); // places by bound

    Model(int capacity, int log2Lists) {
      this.capacity = capacity;
      this.log2Lists = log2Lists;
      this.end = capacity / 8 * 8;
      add(0, end);
    }

    @Override
    public int footprint() {
      boolean lastIsFree = !free.isEmpty() && free.lastKey() + free.lastEntry().getValue() == end;
      return capacity - (lastIsFree ? free.lastEntry().getValue() : 0);
    }

    @Override
    public int malloc(int request) {
      int size = Math.max(16, Math.ceilDiv(request + 8, 8) * 8);
      Map.Entry<Integer, Deque<Integer>> list = lists.ceilingEntry(size);
      while (list != null && list.getValue().isEmpty()) {
        list = lists.higherEntry(list.getKey());
      }
      if (list == null) {
        return -1;
      }
      int place = list.getValue().peek();
      int whole = free.get(place);
      remove(place);
      if (whole - size >= 16) {
        add(place + size, whole - size);
      }
      used.put(place, whole - size >= 16 ? size : whole);
      return place + 8;
    }

    @Override
    public void free(int address) {
      int place = address - 8;
      int size = used.remove(place);
      Integer behind = free.get(place + size);
      if (behind != null) {
        remove(place + size);
        size += behind;
      }
      Map.Entry<Integer, Integer> before = free.lowerEntry(place);
      if (before != null && before.getKey() + before.getValue() == place) {
        remove(before.getKey());
        place = before.getKey();
        size += before.getValue();
      }
      add(place, size);
    }

    private void add(int place, int size) {
      free.put(place, size);
      lists.computeIfAbsent(bound(size), bound -> new ArrayDeque<>()).push(place);
    }

    private void remove(int place) {
      lists.get(bound(free.remove(place))).remove(place);
    }

    /**
     * The smallest size of a block's list: a power of two, and up by equal steps while below it.
     */
    private int bound(int size) {
      double power = 16;
      while (power * 2 <= size) {
        power *= 2;
      }
      double step = power / (1 << log2Lists);
      double bound = power;
      while (bound + step <= size) {
        bound += step;
      }
      return (int) Math.ceil(bound);
    }
  }
}
