// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** Segregated storage: its words, and that blocks are neither split nor coalesced. */
final class SegregatedTest {
  private final Heap heap = new PlainHeap(132);
  private final Allocator allocator = new SegregatedProvider().create(heap);

  @Test
  void wordsAreWhereTheDiagramSays() {
    long first = allocator.malloc(12);
    long second = allocator.malloc(12);
    assertEquals(8, allocator.weakLock(first));
    assertEquals(4 << 1 | 1, heap.getInt(4), "order 4, used");
    assertEquals(24, allocator.weakLock(second));
    allocator.free(first);
    allocator.free(second);
    assertEquals(4 << 1, heap.getInt(20), "order 4, free");
    assertEquals(4, heap.getInt(20 + 4), "next");
    assertEquals(4 << 1, heap.getInt(4), "order 4, free");
    assertEquals(0, heap.getInt(4 + 4), "next: none");
    assertEquals(112, allocator.rootBytes());
  }

  @Test
  void freeBlocksServeTheirOwnSizeAlone() {
    long large = allocator.malloc(60);
    allocator.free(large);
    assertEquals(68, allocator.footprint(), "not given back");
    assertEquals(72, allocator.weakLock(allocator.malloc(13)), "not split");
    assertEquals(8, allocator.weakLock(allocator.malloc(29)), "the last in of its own size");
    assertEquals(100, allocator.footprint());
  }

  @Test
  void whenTheHeapIsUsedUpALargerBlockServesWhole() {
    long large = allocator.malloc(60);
    allocator.malloc(60);
    allocator.free(large);
    assertEquals(60, allocator.largestFree());
    long small = allocator.malloc(1);
    assertEquals(8, allocator.weakLock(small));
    assertEquals(0, allocator.malloc(1));
    assertEquals(-1, allocator.largestFree());
    allocator.free(small);
    assertNotEquals(0, allocator.malloc(60), "it is as large as before");
  }
}
